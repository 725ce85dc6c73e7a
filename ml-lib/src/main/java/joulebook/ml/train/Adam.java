package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.training.tracker.Tracker;
import java.util.List;

/**
 * Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1) and AdamW (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2), as
 * PyTorch defines them: m and v are running means of the gradient and its square, the step is rate mhat / (sqrt(vhat) +
 * eps). AdamW shrinks the weight by rate times decay itself; with Adam decay is added to the gradient.
 */
public final class Adam extends StatefulOptimizer {
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double decay;
    private final boolean decoupled;

    /** @param decoupled whether this is AdamW */
    public Adam(Tracker learningRate, double beta1, double beta2, double epsilon, double decay, boolean decoupled) {
        super(learningRate);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.decay = decay;
        this.decoupled = decoupled;
    }

    @Override
    protected int moments() {
        return 2;
    }

    @Override
    protected void update(NDArray w, NDArray g, int step, double rate, List<NDArray> moments) {
        if (decay != 0) {
            if (decoupled) {
                w.muli(1 - rate * decay);
            } else {
                try (NDArray shrink = w.mul(decay)) {
                    g.addi(shrink);
                }
            }
        }
        // kept as sums, m / (1 - beta1) and v / (1 - beta2): passes over memory are what a step costs
        NDArray m = moments.get(0).muli(beta1).addi(g);
        NDArray v = moments.get(1).muli(beta2).addi(g.muli(g));
        double ofRoot = Math.sqrt((1 - beta2) / (1 - Math.pow(beta2, step)));
        double ofMean = (1 - beta1) / (1 - Math.pow(beta1, step));
        try (NDArray root = v.sqrt();
                NDArray move = m.div(root.addi(epsilon / ofRoot))) {
            w.subi(move.muli(rate * ofMean / ofRoot));
        }
    }
}
