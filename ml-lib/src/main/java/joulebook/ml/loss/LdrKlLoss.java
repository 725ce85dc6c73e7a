package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
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
    private static final float TINY = 1e-8f;

    /** What is done to the logits first, so that lambda means the same for all models. */
    public enum Normalisation {
        NONE,
        /** Divides an example's logits by the mean of their sizes. */
        L1
    }

    private final float lambda;
    private final float margin;
    private final Normalisation normalisation;

    /**
     * @param lambda the temperature, positive, such as 1
     * @param margin 0 or more, such as 0.1
     */
    public LdrKlLoss(double lambda, double margin, Normalisation normalisation) {
        super("LdrKlLoss");
        if (!(lambda > 0 && Double.isFinite(lambda))) {
            throw new InputException("Lambda is " + lambda + ", but it must be positive, such as 1.");
        }
        if (!(margin >= 0 && Double.isFinite(margin))) {
            throw new InputException("The margin is " + margin + ", but it must be 0 or more, such as 0.1.");
        }
        this.lambda = (float) lambda;
        this.margin = (float) margin;
        this.normalisation = normalisation;
    }

    @Override
    protected NDArray each(NDArray labels, NDArray logits) {
        NDArray f = normalised(logits);
        int classes = (int) f.getShape().get(1);
        NDArray others =
                Scalar.times(labels.reshape(-1).oneHot(classes), -margin).add(margin);
        NDArray worst = Scalar.over(f.add(others).sub(f.gather(labels, 1)), lambda);
        return Scalar.times(logSumExp(worst).sub((float) Math.log(classes)), lambda);
    }

    private NDArray normalised(NDArray logits) {
        return normalisation == Normalisation.NONE
                ? logits
                : logits.div(logits.abs().mean(new int[] {1}, true).add(TINY));
    }

    /** (B) of (B, K): z_1 - log p_1, as log-softmax is stable. */
    private static NDArray logSumExp(NDArray z) {
        NDArray first = z.get(":, 0");
        return first.sub(z.logSoftmax(1).get(":, 0"));
    }
}
