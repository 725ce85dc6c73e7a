package joulebook.ml.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import joulebook.ml.InputException;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.model.Layers;
import joulebook.ml.train.EpochResult;
import joulebook.ml.train.KeptWeights;
import joulebook.ml.train.Monitor;

/**
 * Follows gradient-weight alignment over a training of a classifier that ends in a linear layer: each example's score from
 * the forward pass before its batch's update, and one number an epoch, without any held-out data. Costs one more forward
 * pass a step.
 */
public final class GwaMonitor implements Monitor {

    /**
     * An epoch.
     *
     * @param mean M1, the mean score
     * @param gwa the mean over the kurtosis, see {@link GradientWeightAlignment#gwa}
     * @param scores by example, in the order of the data set
     */
    public record Epoch(double mean, double gwa, double[] scores) {}

    private final boolean restoreBest;
    private final KeptWeights bestWeights = new KeptWeights();
    private final List<Epoch> epochs = new ArrayList<>();
    private final Map<Integer, Double> scores = new TreeMap<>();
    private double highest = Double.NEGATIVE_INFINITY;
    private int bestEpoch;

    /** @param restoreBest whether the model gets the weights of the best epoch back in the end */
    public GwaMonitor(boolean restoreBest) {
        this.restoreBest = restoreBest;
    }

    @Override
    public void onStep(Step step) {
        Batch batch = step.batch();
        List<Layers.Seen> layers = Layers.inputs(step.model(), batch.features(), false);
        Layers.Seen last = layers.get(layers.size() - 1);
        if (!(last.layer() instanceof Linear head)) {
            throw new InputException(
                    "Gradient-weight alignment looks at a last linear layer, but the model's last layer "
                            + "with weights is a " + last.layer().getClass().getSimpleName() + ".");
        }
        NDArray weight = head.getDirectParameters().get("weight").getArray();
        NDArray logits = Layers.forward(head, last.input(), false);
        double[] batchScores = GradientWeightAlignment.scores(weight, logits, last.input(), batch.targets());
        for (int i = 0; i < batchScores.length; i++) {
            scores.put(batch.examples()[i], batchScores[i]);
        }
    }

    @Override
    public void onEpoch(EpochResult result, Block model) {
        double[] values =
                scores.values().stream().mapToDouble(Double::doubleValue).toArray();
        Epoch epoch = new Epoch(GradientWeightAlignment.mean(values), GradientWeightAlignment.gwa(values), values);
        epochs.add(epoch);
        if (epoch.gwa() > highest && GradientWeightAlignment.denominator(values) > 0) {
            highest = epoch.gwa();
            bestEpoch = epochs.size();
            if (restoreBest) {
                bestWeights.keep(model);
            }
        }
    }

    @Override
    public void onEnd(Block model) {
        bestWeights.restore(model);
    }

    /** The epochs so far. */
    public List<Epoch> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /** The epoch with the highest alignment, counted from 1; 0 if it had a meaning in none. */
    public int bestEpoch() {
        return bestEpoch;
    }
}
