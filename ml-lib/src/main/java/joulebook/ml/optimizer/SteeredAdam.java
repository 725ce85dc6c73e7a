package joulebook.ml.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.train.StatefulOptimizer;

/**
 * The common part of Adam's descendants that look at the gradient again before they step: the move is rate sqrt(1 -
 * beta2^t) / (1 - beta1^t) times a steered m over sqrt(v) + eps, with decoupled weight decay before it.
 */
abstract sealed class SteeredAdam extends StatefulOptimizer permits Grams, CautiousAdam {
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double decay;

    SteeredAdam(Tracker learningRate, double beta1, double beta2, double epsilon, double decay) {
        super(learningRate);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.decay = decay;
    }

    /** What takes the place of m: a new array, of the shape of m and g, neither of which is changed. */
    abstract NDArray steer(NDArray m, NDArray g);

    @Override
    protected final int moments() {
        return 2;
    }

    @Override
    protected final void update(NDArray w, NDArray g, int step, double rate, List<NDArray> moments) {
        requireFinite(g);
        NDArray m = moments.get(0);
        NDArray v = moments.get(1);
        try (NDArray share = g.mul(1 - beta1);
                NDArray square = g.square()) {
            m.muli(beta1).addi(share);
            v.muli(beta2).addi(square.muli(1 - beta2));
        }
        double size = rate * Math.sqrt(1 - Math.pow(beta2, step)) / (1 - Math.pow(beta1, step));
        if (decay != 0) {
            w.muli(1 - rate * decay);
        }
        try (NDArray move = steer(m, g);
                NDArray root = v.sqrt()) {
            w.subi(move.muli(size).divi(root.addi(epsilon)));
        }
    }

    private static void requireFinite(NDArray g) {
        try (NDArray sum = g.sum()) {
            if (!Float.isFinite(sum.getFloat())) {
                throw new InputException(
                        "A gradient holds what is no finite number: lower the learning rate, or clip the gradients.");
            }
        }
    }
}
