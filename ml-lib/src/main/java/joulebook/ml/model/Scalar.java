package joulebook.ml.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * An array and a number, where a gradient is to be taken. DJL hands a number to PyTorch in a Java buffer that nothing holds
 * once the operation is over; the backward pass reads it again, when it may be freed and hold anything. Here the number lies
 * in PyTorch's own memory, of the array's type, and goes with the array's manager.
 */
public final class Scalar {
    private Scalar() {}

    /** The array times a number. */
    public static NDArray times(NDArray array, double factor) {
        return array.mul(of(array, factor));
    }

    /** The array divided by a number. */
    public static NDArray over(NDArray array, double divisor) {
        return array.div(of(array, divisor));
    }

    /** The larger of each entry and a number. */
    public static NDArray atLeast(NDArray array, double bound) {
        return array.maximum(of(array, bound));
    }

    /** The smaller of each entry and a number. */
    public static NDArray atMost(NDArray array, double bound) {
        return array.minimum(of(array, bound));
    }

    /** Each entry to a power. */
    public static NDArray power(NDArray array, double exponent) {
        return array.pow(of(array, exponent));
    }

    private static NDArray of(NDArray array, double number) {
        return array.getManager().full(new Shape(), (float) number, array.getDataType());
    }
}
