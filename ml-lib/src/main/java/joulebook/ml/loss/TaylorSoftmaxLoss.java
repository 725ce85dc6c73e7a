package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.ClassLoss;

/**
 * The Taylor softmax (de Brebisson and Vincent 2016, arXiv 1511.05042): -log p of the true class with p_k proportional to
 * 1 + o_k + o_k^2 / 2, the exponential's first terms, which never fall below 1/2. A member of the spherical family.
 */
public final class TaylorSoftmaxLoss extends ClassLoss {

    public TaylorSoftmaxLoss() {
        super("TaylorSoftmaxLoss");
    }

    @Override
    protected NDArray each(NDArray labels, NDArray outputs) {
        NDArray terms = outputs.add(Scalar.times(outputs.square(), 0.5)).add(1f);
        return terms.sum(new int[] {1}).log().sub(at(labels, terms).log());
    }
}
