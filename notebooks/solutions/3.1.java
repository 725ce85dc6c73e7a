double gap = 100 * (mlp_mf.metric("test_accuracy").mean() - mlp_bp.metric("test_accuracy").mean());
