package joulebook.ml.pruning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.InferenceCost;
import joulebook.ml.train.RunSummary;

/**
 * One trained model, pruned in several ways and to several sparsities, each time from its dense weights.
 *
 * @param models the dense model, then those pruned, method by method
 */
public record PruningSweep(List<PrunedModel> models) implements AutoCloseable {

    public PruningSweep {
        models = List.copyOf(models);
    }

    /**
     * Masks weights. The model has its dense weights again in the end.
     *
     * @param pruners by name
     * @param sparsities shares of the weights to remove
     * @param progress is told what runs, a line at a time
     * @throws CancellationException if the thread was interrupted
     */
    public static PruningSweep ofWeights(
            Block model,
            TrainTest data,
            Map<String, Pruner> pruners,
            List<Double> sparsities,
            FineTuning fineTuning,
            Meter meter,
            Consumer<String> progress) {
        List<PrunedModel> models = new ArrayList<>(List.of(dense(model, data, meter)));
        try (DenseWeights weights = new DenseWeights(model)) {
            for (Map.Entry<String, Pruner> pruner : pruners.entrySet()) {
                for (double sparsity : sparsities) {
                    step(progress, pruner.getKey(), sparsity);
                    try (PruningResult result = fineTuning.prune(pruner.getValue(), model, data, sparsity, meter)) {
                        models.add(masked(pruner.getKey(), sparsity, result, model, data, meter));
                    } finally {
                        weights.restore();
                    }
                }
            }
        }
        return new PruningSweep(models);
    }

    /**
     * Removes hidden units, so that smaller models are left. The given model is not changed.
     *
     * @param sparsities shares of the units of each hidden layer to remove
     */
    public static PruningSweep ofUnits(
            Block model,
            TrainTest data,
            Map<String, UnitPruner> pruners,
            List<Double> sparsities,
            FineTuning fineTuning,
            Meter meter,
            Consumer<String> progress) {
        List<PrunedModel> models = new ArrayList<>(List.of(dense(model, data, meter)));
        try {
            for (Map.Entry<String, UnitPruner> pruner : pruners.entrySet()) {
                for (double sparsity : sparsities) {
                    step(progress, pruner.getKey(), sparsity);
                    models.add(new UnitPruning(pruner.getValue(), fineTuning)
                            .run(pruner.getKey(), model, data, sparsity, meter));
                }
            }
        } catch (RuntimeException | Error e) {
            models.forEach(PrunedModel::close);
            throw e;
        }
        return new PruningSweep(models);
    }

    private static void step(Consumer<String> progress, String method, double sparsity) {
        if (Thread.interrupted()) {
            throw new CancellationException("The pruning was interrupted before " + method + " at " + sparsity + ".");
        }
        progress.accept(method + " to a sparsity of " + sparsity);
    }

    private static PrunedModel dense(Block model, TrainTest data, Meter meter) {
        Evaluation test = Evaluation.of(model, data.test());
        long parameters = PrunedModel.count(model);
        return new PrunedModel(
                "dense",
                0,
                test,
                test,
                parameters,
                parameters * Float.BYTES,
                InferenceCost.of(model, data.test(), meter),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PrunedModel masked(
            String method, double sparsity, PruningResult result, Block model, TrainTest data, Meter meter) {
        long removed = result.masks().layers().stream()
                .mapToLong(layer -> layer.size() - layer.kept())
                .sum();
        long parameters = PrunedModel.count(model);
        return new PrunedModel(
                method,
                sparsity,
                result.pruned(),
                result.after(),
                parameters - removed,
                parameters * Float.BYTES,
                InferenceCost.of(model, data.test(), meter),
                Optional.of(result.reading()),
                result.fineTuned().map(RunSummary::of),
                Optional.empty());
    }

    /** A copy of all that a model has learned, running means with it. */
    private static final class DenseWeights implements AutoCloseable {
        private final NDManager manager = NDManager.newBaseManager();
        private final Map<Parameter, NDArray> copies = new LinkedHashMap<>();

        DenseWeights(Block model) {
            NoGrad.run(() -> model.getParameters().values().forEach(parameter -> {
                NDArray copy = parameter.getArray().duplicate();
                copy.attach(manager);
                copies.put(parameter, copy);
            }));
        }

        void restore() {
            copies.forEach((parameter, copy) -> NoGrad.copy(copy, parameter.getArray()));
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    /** The dense model. */
    public PrunedModel dense() {
        return models.get(0);
    }

    /** All but the dense model. */
    public List<PrunedModel> pruned() {
        return models.subList(1, models.size());
    }

    @Override
    public void close() {
        models.forEach(PrunedModel::close);
    }
}
