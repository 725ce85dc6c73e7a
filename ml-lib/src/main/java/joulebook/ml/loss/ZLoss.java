package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.ClassLoss;

/**
 * The Z-loss (de Brebisson and Vincent 2016, arXiv 1604.08859): softplus(a (b - z)) / a of the true class's output z,
 * standardised by the mean and the deviation of the example's outputs. It does not change where outputs are shifted or
 * scaled, and hangs on three sums of them alone (a {@link SphericalLoss}). It gives no probabilities: predict by
 * the largest output.
 */
public final class ZLoss extends ClassLoss {
    private static final float SMALLEST_VARIANCE = 1e-12f;

    private final float a;
    private final float b;

    /**
     * @param a the sharpness, positive: large ones make it a hinge at b
     * @param b the standardised output that is aimed at; sqrt(K - 1) is the largest there is for K classes
     */
    public ZLoss(double a, double b) {
        super("ZLoss");
        require(a, b);
        this.a = (float) a;
        this.b = (float) b;
    }

    static void require(double a, double b) {
        if (!(a > 0 && Double.isFinite(a)) || !Double.isFinite(b)) {
            throw new InputException("The Z-loss has a = " + a + " and b = " + b
                    + ", but a must be positive and b a number, such as 1 and 8.");
        }
    }

    @Override
    protected NDArray each(NDArray labels, NDArray outputs) {
        NDArray centred = outputs.sub(outputs.mean(new int[] {1}, true));
        NDArray variance = centred.square().mean(new int[] {1});
        NDArray varies = variance.gt(SMALLEST_VARIANCE).toType(DataType.FLOAT32, false); // else z = 0, without a slope
        NDArray z = at(labels, centred)
                .mul(varies)
                .div(Scalar.atLeast(variance, SMALLEST_VARIANCE).sqrt());
        return Scalar.over(Activation.softPlus(Scalar.times(z.neg().add(b), a)), a);
    }
}
