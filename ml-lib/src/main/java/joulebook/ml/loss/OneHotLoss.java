package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.ClassLoss;

/** Half the squared error of an example's outputs from the one-hot label. A member of the spherical family. */
public final class OneHotLoss extends ClassLoss {

    public OneHotLoss() {
        super("OneHotLoss");
    }

    @Override
    protected NDArray each(NDArray labels, NDArray outputs) {
        NDArray error =
                outputs.sub(labels.reshape(-1).oneHot((int) outputs.getShape().get(1)));
        return Scalar.times(error.square().sum(new int[] {1}), 0.5);
    }
}
