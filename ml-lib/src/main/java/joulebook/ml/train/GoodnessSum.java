package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicts by the sum of the goodness of all hidden layers. It shares the hidden layers and the last projection (the
 * output layer) with the MLP it is made for and adds the projections of the other hidden layers.
 */
final class GoodnessSum extends AbstractBlock {

    private final List<Linear> hidden;
    private final List<Linear> projections = new ArrayList<>();
    private final int classes;

    /** Draws the new projections from the initializer and for the layer sizes of the MLP; the manager owns them. */
    GoodnessSum(List<Linear> hidden, Linear output, int classes, NDManager manager) {
        this.hidden = hidden;
        this.classes = classes;
        for (int l = 0; l < hidden.size(); l++) {
            addChildBlock("hidden" + l, hidden.get(l));
            projections.add(addChildBlock(
                    "projection" + l, l == hidden.size() - 1 ? output : projection(hidden.get(l), manager)));
        }
    }

    private Linear projection(Linear layer, NDManager manager) {
        Linear projection = Linear.builder().setUnits(classes).optBias(false).build();
        Parameter weight = layer.getDirectParameters().get("weight");
        projection.setInitializer(weight.getInitializer(), Parameter.Type.WEIGHT);
        projection.initialize(
                manager, DataType.FLOAT32, new Shape(1, weight.getShape().get(0)));
        return projection;
    }

    /** The projections M_l, from the first hidden layer to the last. */
    List<Linear> projections() {
        return projections;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore weights, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray input = inputs.singletonOrThrow();
        NDList activations = new NDList(input.reshape(input.getShape().get(0), -1));
        NDArray sum = null;
        for (int l = 0; l < hidden.size(); l++) {
            activations = Activation.relu(hidden.get(l).forward(weights, activations, training));
            NDArray goodness =
                    projections.get(l).forward(weights, activations, training).singletonOrThrow();
            sum = sum == null ? goodness : sum.add(goodness);
        }
        return new NDList(sum);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), classes)};
    }
}
