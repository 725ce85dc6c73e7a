package joulebook.ml.calibration;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.model.Mlp;
import joulebook.ml.model.Scalar;

/**
 * Divides logits by a temperature of each example's own: 1 + v relu(A u + a) + b of its features u, kept between 0.1 and 10.
 * Takes (B, features + K), the features first; gives (B, K).
 */
final class TemperatureNet extends AbstractBlock {
    private static final double LEAST = 0.1;
    private static final double LARGEST = 10;
    private static final double SMALL = 0.1;

    private final int features;
    private final Mlp mlp;

    TemperatureNet(int features, int hidden) {
        this.features = features;
        mlp = addChildBlock("mlp", new Mlp(features, hidden, 1));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray input = inputs.singletonOrThrow();
        NDArray change = mlp.forward(store, new NDList(input.get(new NDIndex(":, :{}", features))), training, params)
                .singletonOrThrow();
        NDArray temperature = Scalar.atMost(Scalar.atLeast(change.add(1f), LEAST), LARGEST);
        return new NDList(input.get(new NDIndex(":, {}:", features)).div(temperature));
    }

    /** Temperatures begin near 1: beyond their bounds they would have no slope. */
    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        mlp.initialize(manager, type, new Shape(inputShapes[0].get(0), features));
        NDArray last = mlp.linears().get(1).getDirectParameters().get("weight").getArray();
        NoGrad.run(() -> last.muli(SMALL));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), inputShapes[0].get(1) - features)};
    }
}
