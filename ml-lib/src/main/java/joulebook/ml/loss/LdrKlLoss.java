package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.ClassLoss;

/**
 * The label-distributionally robust loss with a KL penalty (Zhu, Ying, Yang 2023, arXiv 2112.14869): the worst weighting p
 * of the competing labels, max over p of sum_k p_k (f_k - f_y + c_k) - lambda KL(p || 1/K), which is
 * lambda log((1/K) sum_k exp((f_k + c_k - f_y) / lambda)), with c_k the margin for k != y and c_y = 0. With lambda = 1 and no
 * margin it is cross-entropy less log K; towards 0 it becomes the hinge loss, towards infinity a symmetric one, which wrong
 * labels harm least.
 */
public final class LdrKlLoss extends ClassLoss {
    private final float lambda;
    private final float margin;
    private final LogitNormalisation normalisation;

    /**
     * @param lambda the temperature, positive, such as 1
     * @param margin 0 or more, such as 0.1
     */
    public LdrKlLoss(double lambda, double margin, LogitNormalisation normalisation) {
        super("LdrKlLoss");
        requireTemperature(lambda);
        requireMargin(margin);
        this.lambda = (float) lambda;
        this.margin = (float) margin;
        this.normalisation = normalisation;
    }

    @Override
    protected NDArray each(NDArray labels, NDArray logits) {
        NDArray temperature = logits.getManager().full(new Shape(1), lambda);
        return worst(labels, normalisation.of(logits), margin, temperature);
    }

    /** (B) of logits (B, K) and temperatures (B) or (1). */
    static NDArray worst(NDArray labels, NDArray logits, float margin, NDArray temperatures) {
        int classes = (int) logits.getShape().get(1);
        NDArray margins =
                Scalar.times(labels.reshape(-1).oneHot(classes), -margin).add(margin);
        NDArray gains = logits.add(margins).sub(logits.gather(labels, 1));
        NDArray sums = logSumExp(gains.div(temperatures.reshape(-1, 1)));
        return sums.sub((float) Math.log(classes)).mul(temperatures);
    }

    static void requireTemperature(double lambda) {
        if (!(lambda > 0 && Double.isFinite(lambda))) {
            throw new InputException("Lambda is " + lambda + ", but it must be positive, such as 1.");
        }
    }

    static void requireMargin(double margin) {
        if (!(margin >= 0 && Double.isFinite(margin))) {
            throw new InputException("The margin is " + margin + ", but it must be 0 or more, such as 0.1.");
        }
    }
}
