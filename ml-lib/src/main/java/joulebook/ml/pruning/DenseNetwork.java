package joulebook.ml.pruning;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.InitialWeights;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/** A trained classifier that is pruned again and again from the same weights: what the reproductions here share. */
final class DenseNetwork implements AutoCloseable {

    private final Mlp model;
    private final TrainTest data;
    private final TrainingOptions options;
    private final TrainingRun run;
    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterVector weights;

    /**
     * What pruning does to the test accuracy, in percent.
     *
     * @param pruned right after the (last) pruning
     * @param fineTuned at the end
     * @param least the number of weights kept in the sparsest layer
     */
    record Pruned(double pruned, double fineTuned, long least) {}

    /** Trains the model, from weights drawn with the seed of the options. */
    DenseNetwork(Mlp model, TrainTest data, TrainingOptions options, InitialWeights initial) {
        this.model = model;
        this.data = data;
        this.options = options;
        initial.draw(model, manager, new Shape(1).addAll(data.train().shape()), options.seed());
        run = new Backpropagation().fit(model, data, options.withWarmStart(true), Meter.none(), TrainingListener.NONE);
        weights = ParameterVector.of(model).copy(manager);
    }

    Mlp model() {
        return model;
    }

    /** The test accuracy with the weights as they are, in percent. */
    double accuracy() {
        return percent(Evaluation.of(model, data.test()));
    }

    /** Prunes the network as it was trained at once, and does not train on. */
    Pruned prune(Pruner pruner, double sparsity) {
        restore();
        return pruneAsItIs(pruner, sparsity);
    }

    /** Prunes the network with the weights that it has now, and does not train on. */
    Pruned pruneAsItIs(Pruner pruner, double sparsity) {
        try (PruningResult result = PruneAndFineTune.withoutFineTuning(pruner, model, data, sparsity, Meter.none())) {
            return of(result);
        }
    }

    /** Prunes the network as it was trained, in so many rounds of so many epochs. */
    Pruned prune(Pruner pruner, double sparsity, int rounds, int epochs) {
        restore();
        return pruneAsItIs(pruner, sparsity, rounds, epochs);
    }

    /** Prunes the network with the weights that it has now. */
    Pruned pruneAsItIs(Pruner pruner, double sparsity, int rounds, int epochs) {
        try (PruningResult result = new PruneAndFineTune(pruner, options.withEpochs(epochs), rounds)
                .run(model, data, sparsity, Meter.none(), TrainingListener.NONE)) {
            return of(result);
        }
    }

    /** Brings back the weights of the trained network. */
    void restore() {
        ParameterVector.of(model).set(weights);
    }

    /**
     * Multiplies a layer by a factor and the next by its inverse. With ReLU between them the network computes the same,
     * but the magnitudes of the two layers can no longer be compared.
     */
    void rescale(int layer, float factor) {
        model.linears()
                .get(layer)
                .getDirectParameters()
                .values()
                .forEach(p -> p.getArray().muli(factor));
        model.linears()
                .get(layer + 1)
                .getDirectParameters()
                .get("weight")
                .getArray()
                .muli(1 / factor);
    }

    private static Pruned of(PruningResult result) {
        long least = result.masks().layers().stream()
                .mapToLong(Masks.Layer::kept)
                .min()
                .orElseThrow();
        return new Pruned(percent(result.pruned()), percent(result.after()), least);
    }

    private static double percent(Evaluation evaluation) {
        return 100 * evaluation.accuracy().orElseThrow();
    }

    @Override
    public void close() {
        manager.close();
        run.close();
    }
}
