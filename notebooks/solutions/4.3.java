double firstLayer = tight.masks().layers().get(0).sparsity();
