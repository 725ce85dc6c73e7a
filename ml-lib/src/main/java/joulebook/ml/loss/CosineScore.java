package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import joulebook.ml.model.Scalar;

/** Half the cosine between vectors, the score of a user and an item in {@link PairwiseSoftmaxLoss}: from -1/2 to 1/2. */
public final class CosineScore {
    private static final float TINY = 1e-12f;

    private CosineScore() {}

    /**
     * The scores of all pairs.
     *
     * @param users (U, d)
     * @param items (I, d)
     * @return (U, I)
     */
    public static NDArray of(NDArray users, NDArray items) {
        return Scalar.times(unit(users).matMul(unit(items).transpose()), 0.5);
    }

    private static NDArray unit(NDArray vectors) {
        return vectors.div(vectors.square().sum(new int[] {1}, true).add(TINY).sqrt());
    }
}
