package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import joulebook.ml.InputException;
import joulebook.ml.train.ClassLoss;

/** Cross-entropy in which each class has a weight: the mean over the batch of -w(y) log p(y), without dividing by the weights. */
public final class WeightedCrossEntropy extends ClassLoss {
    private final float[] weights;

    /** @param weights one a class, 0 or more */
    public WeightedCrossEntropy(double... weights) {
        super("WeightedCrossEntropy");
        if (weights.length < 2 || Arrays.stream(weights).anyMatch(w -> !(w >= 0 && Double.isFinite(w)))) {
            throw new InputException("The weights of the classes are " + Arrays.toString(weights)
                    + ", but there must be one a class, each 0 or more.");
        }
        this.weights = new float[weights.length];
        for (int k = 0; k < weights.length; k++) {
            this.weights[k] = (float) weights[k];
        }
    }

    @Override
    protected NDArray each(NDArray labels, NDArray logits) {
        if (logits.getShape().get(1) != weights.length) {
            throw new InputException("There are " + weights.length + " weights, but the model has "
                    + logits.getShape().get(1) + " classes: give one weight a class.");
        }
        NDArray ofLabels = logits.getManager().create(weights).get(labels.reshape(-1));
        return at(labels, logits.logSoftmax(1)).mul(ofLabels).neg();
    }
}
