double enough = sweep.dense().after().accuracy().getAsDouble() - 0.02;
double sparsest = sweep.pruned().stream()
        .filter(model -> model.method().equals("lamp"))
        .filter(model -> model.after().accuracy().getAsDouble() >= enough)
        .mapToDouble(PrunedModel::sparsity)
        .max()
        .orElseThrow();
