Estimate difference = Comparison.of(mlp_bp, mlp_mf).difference("test_accuracy");
