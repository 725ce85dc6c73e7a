package joulebook.ml.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.training.tracker.Tracker;

/**
 * Grams, gradient descent with adaptive momentum scaling (Cao, Li, Song, arXiv 2412.17107, algorithm 1): the size of
 * each entry's step is Adam's, its sign that of the gradient, so that old momentum never pushes uphill: w -= rate
 * sqrt(1 - beta2^t) / (1 - beta1^t) sign(g) |m| / (sqrt(v) + eps).
 */
public final class Grams extends SteeredAdam {

    /** @param decay decoupled weight decay: w shrinks by rate times decay itself */
    public Grams(Tracker learningRate, double beta1, double beta2, double epsilon, double decay) {
        super(learningRate, beta1, beta2, epsilon, decay);
    }

    @Override
    NDArray steer(NDArray m, NDArray g) {
        try (NDArray sign = g.sign()) {
            return m.abs().muli(sign);
        }
    }
}
