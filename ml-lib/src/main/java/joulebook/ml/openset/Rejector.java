package joulebook.ml.openset;

import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.Outputs;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/**
 * Tells which examples a predictor may answer. The predictor itself is not needed, only where it was wrong.
 *
 * @param run of the scoring model; closed with this
 */
public record Rejector(TrainingRun run) implements AutoCloseable {

    /**
     * Learns from examples and whether the predictor was wrong on them. Their targets do not matter.
     *
     * @param model takes the examples, gives (B, 1) scores
     * @param loss such as {@link RejectionLoss}: of 1 for wrong and 0 for right, and scores
     */
    public static Rejector fit(Block model, Dataset examples, boolean[] wrong, Loss loss, TrainingOptions options) {
        if (wrong.length != examples.size()) {
            throw new InputException("There are " + examples.size() + " examples, but of " + wrong.length
                    + " it is said whether the predictor was wrong: say so of each.");
        }
        float[] labels = new float[wrong.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = wrong[i] ? 1 : 0;
        }
        Dataset marked = withTargets(examples, labels);
        return new Rejector(new Backpropagation()
                .withLoss(loss)
                .fit(model, new TrainTest(marked, marked.take(1)), options, Meter.none(), TrainingListener.NONE));
    }

    /** A score for each example; their targets do not matter. */
    public double[] scores(Dataset examples) {
        return Arrays.stream(Outputs.of(run, withTargets(examples, new float[examples.size()])))
                .mapToDouble(row -> row[0])
                .toArray();
    }

    /** Whether the score of each example is positive. */
    public boolean[] accept(Dataset examples) {
        double[] scores = scores(examples);
        boolean[] accepted = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            accepted[i] = scores[i] > 0;
        }
        return accepted;
    }

    private static Dataset withTargets(Dataset examples, float[] targets) {
        return new Dataset(examples.name(), examples.shape(), examples.features(), new Targets.Values(targets));
    }

    @Override
    public void close() {
        run.close();
    }
}
