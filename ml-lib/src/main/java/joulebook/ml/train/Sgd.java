package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.training.tracker.Tracker;
import java.util.List;

/**
 * Stochastic gradient descent with momentum, as PyTorch defines it: g += decay w; v = momentum v + g; w -= rate v (or rate
 * (g + momentum v) with Nesterov's momentum).
 */
public final class Sgd extends StatefulOptimizer {
    private final double momentum;
    private final boolean nesterov;
    private final double decay;

    public Sgd(Tracker learningRate, double momentum, boolean nesterov, double decay) {
        super(learningRate);
        this.momentum = momentum;
        this.nesterov = nesterov;
        this.decay = decay;
    }

    @Override
    protected int moments() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    protected void update(NDArray w, NDArray g, int step, double rate, List<NDArray> moments) {
        if (decay != 0) {
            try (NDArray shrink = w.mul(decay)) {
                g.addi(shrink);
            }
        }
        if (momentum == 0) {
            w.subi(g.muli(rate));
            return;
        }
        NDArray v = moments.get(0).muli(momentum).addi(g);
        if (nesterov) {
            try (NDArray ahead = v.mul(momentum)) {
                w.subi(g.addi(ahead).muli(rate));
            }
        } else {
            try (NDArray move = v.mul(rate)) {
                w.subi(move);
            }
        }
    }
}
