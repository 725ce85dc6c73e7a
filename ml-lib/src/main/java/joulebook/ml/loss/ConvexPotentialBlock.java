package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import joulebook.ml.InputException;

/**
 * The gradient of a strictly convex function of d numbers, learned (Lam et al. 2023, arXiv 2301.11695): z becomes softplus(w0) z
 * + softplus(w1) U^T (softplus(a) sigmoid(U z + b)). Its Jacobian is symmetric with no eigenvalue below softplus(w0), so
 * that it can be inverted. Takes and gives (B, d).
 */
public final class ConvexPotentialBlock extends AbstractBlock {
    private static final NormalInitializer STANDARD_NORMAL = new NormalInitializer(1);

    private final int dimensions;
    private final Parameter directions;
    private final Parameter offsets;
    private final Parameter amplitudes;
    private final Parameter quadratic;
    private final Parameter network;

    /**
     * @param dimensions d
     * @param hidden the rows of U
     */
    public ConvexPotentialBlock(int dimensions, int hidden) {
        if (dimensions < 1 || hidden < 1) {
            throw new InputException("A convex potential of " + dimensions + " numbers and " + hidden
                    + " hidden units cannot be: give at least 1 of both.");
        }
        this.dimensions = dimensions;
        directions = add("U", Parameter.Type.WEIGHT, new Shape(hidden, dimensions));
        offsets = add("b", Parameter.Type.BIAS, new Shape(hidden));
        amplitudes = add("a", Parameter.Type.OTHER, new Shape(hidden));
        quadratic = add("w0", Parameter.Type.OTHER, new Shape(1));
        network = add("w1", Parameter.Type.OTHER, new Shape(1));
    }

    private Parameter add(String name, Parameter.Type type, Shape shape) {
        Parameter.Builder parameter =
                Parameter.builder().setName(name).setType(type).optShape(shape);
        return addParameter(
                (type == Parameter.Type.OTHER ? parameter.optInitializer(STANDARD_NORMAL) : parameter).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray z = inputs.singletonOrThrow();
        if (z.getShape().dimension() != 2 || z.getShape().get(1) != dimensions) {
            throw new InputException("A convex potential of " + dimensions + " numbers takes (B, " + dimensions
                    + "), but was given " + z.getShape() + ".");
        }
        NDArray u = store.getValue(directions, z.getDevice(), training);
        NDArray b = store.getValue(offsets, z.getDevice(), training);
        NDArray hidden =
                Activation.sigmoid(z.matMul(u.transpose()).add(b)).mul(positive(store, amplitudes, z, training));
        return new NDList(z.mul(positive(store, quadratic, z, training))
                .add(hidden.matMul(u).mul(positive(store, network, z, training))));
    }

    private static NDArray positive(ParameterStore store, Parameter parameter, NDArray z, boolean training) {
        return Activation.softPlus(store.getValue(parameter, z.getDevice(), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
