package joulebook.ml.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import joulebook.ml.train.StatefulOptimizer;

/**
 * Lion (Chen and others, arXiv 2302.06675, algorithm 2): w -= rate (sign(beta1 m + (1 - beta1) g) + decay w), then m =
 * beta2 m + (1 - beta2) g.
 */
public final class Lion extends StatefulOptimizer {
    private final double beta1;
    private final double beta2;
    private final double decay;

    public Lion(Tracker learningRate, double beta1, double beta2, double decay) {
        super(learningRate);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.decay = decay;
    }

    @Override
    protected int moments() {
        return 1;
    }

    @Override
    protected void update(NDArray w, NDArray g, int step, double rate, List<NDArray> moments) {
        NDArray m = moments.get(0);
        if (decay != 0) {
            w.muli(1 - rate * decay);
        }
        try (NDArray move = m.mul(beta1);
                NDArray now = g.mul(1 - beta1);
                NDArray later = g.mul(1 - beta2)) {
            w.subi(move.addi(now).signi().muli(rate));
            m.muli(beta2).addi(later);
        }
    }
}
