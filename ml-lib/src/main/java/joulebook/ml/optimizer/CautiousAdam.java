package joulebook.ml.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.tracker.Tracker;

/**
 * Cautious Adam (Liang and others, arXiv 2411.16085, algorithm 2): entries whose momentum points against the gradient do
 * not move, the others move further, by the tensor's number of entries over one more than the number that move.
 */
public final class CautiousAdam extends SteeredAdam {

    /** @param decay decoupled weight decay: w shrinks by rate times decay itself */
    public CautiousAdam(Tracker learningRate, double beta1, double beta2, double epsilon, double decay) {
        super(learningRate, beta1, beta2, epsilon, decay);
    }

    @Override
    NDArray steer(NDArray m, NDArray g) {
        try (NDArray product = m.mul(g);
                NDArray agrees = product.gt(0);
                NDArray mask = agrees.toType(DataType.FLOAT32, true);
                NDArray count = mask.sum()) {
            return m.mul(mask).muli(m.size() / (count.getFloat() + 1));
        }
    }
}
