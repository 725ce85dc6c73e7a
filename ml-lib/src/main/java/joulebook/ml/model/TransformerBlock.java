package joulebook.ml.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** x + attention(norm(x)), then x + feed-forward(norm(x)); (B, T, width) to the same shape. */
final class TransformerBlock extends AbstractBlock {
    private final int width;
    private final int heads;
    private final Block attentionNorm;
    private final Linear queriesKeysValues;
    private final Linear output;
    private final Block feedForwardNorm;
    private final Linear rise;
    private final Linear fall;

    TransformerBlock(int width, int heads) {
        this.width = width;
        this.heads = heads;
        attentionNorm =
                addChildBlock("attentionNorm", LayerNorm.builder().axis(2).build());
        queriesKeysValues = addChildBlock(
                "queriesKeysValues", Linear.builder().setUnits(3L * width).build());
        output = addChildBlock("output", Linear.builder().setUnits(width).build());
        feedForwardNorm =
                addChildBlock("feedForwardNorm", LayerNorm.builder().axis(2).build());
        rise = addChildBlock("rise", Linear.builder().setUnits(4L * width).build());
        fall = addChildBlock("fall", Linear.builder().setUnits(width).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray x = inputs.singletonOrThrow();
        NDArray attended = x.add(attention(store, pass(attentionNorm, x, store, training), training));
        NDArray inner = Activation.gelu(pass(rise, pass(feedForwardNorm, attended, store, training), store, training));
        return new NDList(attended.add(pass(fall, inner, store, training)));
    }

    /** softmax(Q K^T / sqrt(d) + mask) V a head (Vaswani et al., arXiv 1706.03762, equation 1). */
    private NDArray attention(ParameterStore store, NDArray x, boolean training) {
        long length = x.getShape().get(1);
        long size = width / heads;
        NDArray all = pass(queriesKeysValues, x, store, training)
                .reshape(-1, length, 3L * heads, size)
                .transpose(0, 2, 1, 3); // (B, 3 heads, T, size)
        NDList parts = all.split(3, 1);
        NDArray scores = Scalar.times(parts.get(0).matMul(parts.get(1).transpose(0, 1, 3, 2)), 1 / Math.sqrt(size));
        NDArray weights = scores.add(causalMask(x.getManager(), length)).softmax(-1);
        NDArray values = weights.matMul(parts.get(2)).transpose(0, 2, 1, 3).reshape(-1, length, width);
        return pass(output, values, store, training);
    }

    /** 0 on and below the diagonal, a number too low for any weight above it; (T, T). */
    private static NDArray causalMask(NDManager manager, long length) {
        float[] mask = new float[(int) (length * length)];
        for (int row = 0; row < length; row++) {
            for (int column = row + 1; column < length; column++) {
                mask[(int) (row * length + column)] = -1e9f;
            }
        }
        return manager.create(mask, new Shape(length, length));
    }

    private static NDArray pass(Block block, NDArray x, ParameterStore store, boolean training) {
        return block.forward(store, new NDList(x), training).singletonOrThrow();
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
        attentionNorm.initialize(manager, dataType, inputs);
        queriesKeysValues.initialize(manager, dataType, inputs);
        output.initialize(manager, dataType, inputs);
        feedForwardNorm.initialize(manager, dataType, inputs);
        rise.initialize(manager, dataType, inputs);
        fall.initialize(manager, dataType, new Shape(inputs[0].get(0), inputs[0].get(1), 4L * width));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }
}
