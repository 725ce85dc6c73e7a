package joulebook.ml.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.autograd.Autograd;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.TrainTest;
import joulebook.ml.model.InitialWeights;
import joulebook.ml.model.Layers;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.OptimizerRecipe;
import joulebook.ml.train.StatefulOptimizer;

/**
 * A training in which now and then a batch is abnormal: its inputs ten times as large, its labels permuted.
 *
 * @param abnormal which steps were
 * @param norms of the gradient that each step's update got
 * @param losses on the first 256 training examples before each step
 * @param accuracy on the test data in the end
 */
record DisturbedTraining(boolean[] abnormal, double[] norms, double[] losses, double accuracy) {
    private static final int BATCH = 32;
    private static final int PROBE = 256;
    private static final double SHARE = 0.02;

    static DisturbedTraining of(
            TrainTest data, GradientTransform transform, OptimizerRecipe recipe, double rate, int steps, long seed) {
        Loss loss = Loss.softmaxCrossEntropyLoss();
        Random order = new Random(seed);
        Random disturbance = new Random(seed + 1);
        boolean[] abnormal = new boolean[steps];
        double[] norms = new double[steps];
        double[] losses = new double[steps];
        Mlp model = new Mlp((int) data.train().shape().size(), 64, 64, 10);
        try (NDManager manager = NDManager.newBaseManager();
                StatefulOptimizer optimizer = recipe.create(Tracker.fixed((float) rate));
                Batches batches = data.train().batches(manager, BATCH);
                Batches probes = data.train().take(PROBE).batches(manager, PROBE)) {
            InitialWeights.NARROW.draw(
                    model, manager, new Shape(BATCH).addAll(data.train().shape()), seed);
            ParameterVector weights = ParameterVector.of(model);
            Batch probe = probes.get(0, manager);
            for (int step = 0; step < steps; step++) {
                if (step % batches.count() == 0) {
                    batches.shuffle(order);
                }
                abnormal[step] = disturbance.nextDouble() < SHARE;
                try (NDManager scope = manager.newSubManager()) {
                    losses[step] =
                            NoGrad.call(() -> loss(loss, model, probe, scope)).getFloat();
                    Batch normal = batches.get(step % batches.count(), scope);
                    Batch batch = abnormal[step] ? disturbed(normal, disturbance) : normal;
                    try (LossGradient g = Autograd.gradient(weights, () -> loss(loss, model, batch, scope))) {
                        transform.apply(weights, g.gradient());
                        norms[step] = g.gradient().norm();
                        NoGrad.run(() -> update(optimizer, weights, g.gradient()));
                    }
                }
            }
            double accuracy = Evaluation.of(model, data.test()).accuracy().orElseThrow();
            return new DisturbedTraining(abnormal, norms, losses, accuracy);
        }
    }

    private static NDArray loss(Loss loss, Mlp model, Batch batch, NDManager scope) {
        NDArray features = batch.features().duplicate();
        features.attach(scope);
        return loss.evaluate(new NDList(batch.targets()), new NDList(Layers.forward(model, features, true)));
    }

    private static Batch disturbed(Batch batch, Random random) {
        NDManager scope = batch.features().getManager();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, batch.size()).boxed().toList());
        Collections.shuffle(order, random);
        NDArray permutation =
                scope.create(order.stream().mapToLong(Integer::longValue).toArray());
        return new Batch(batch.features().mul(10), batch.targets().get(permutation), batch.examples());
    }

    private static void update(StatefulOptimizer optimizer, ParameterVector weights, ParameterVector gradient) {
        for (int i = 0; i < weights.names().size(); i++) {
            optimizer.update(
                    weights.names().get(i),
                    weights.arrays().get(i),
                    gradient.arrays().get(i));
        }
    }

    /** The largest norm of an abnormal step over the median of the normal ones, from the given step on. */
    double outlierRatio(int from) {
        double largest = 0;
        List<Double> normal = new ArrayList<>();
        for (int i = from; i < norms.length; i++) {
            if (abnormal[i]) {
                largest = Math.max(largest, norms[i]);
            } else {
                normal.add(norms[i]);
            }
        }
        Collections.sort(normal);
        return largest / normal.get(normal.size() / 2);
    }

    /** By how much the loss is higher three steps after an abnormal step's beginning, on average. */
    double jump(int from) {
        return IntStream.range(from, losses.length - 3)
                .filter(i -> abnormal[i])
                .mapToDouble(i -> losses[i + 3] - losses[i])
                .average()
                .orElse(0);
    }

    /** The mean loss of the last steps. */
    double loss(int last) {
        return IntStream.range(losses.length - last, losses.length)
                .mapToDouble(i -> losses[i])
                .average()
                .orElseThrow();
    }
}
