package joulebook.ml.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import joulebook.ml.InputException;

/**
 * A small pre-norm transformer over characters or bytes, with a causal mask and tied embeddings (Radford et al., Language
 * Models are Unsupervised Multitask Learners, 2019): what stands at a position is told by what stands before it. The
 * output layer is the transposed embedding. Its forward pass gives the logits of what follows the last position, (B, V);
 * {@link #logits} those of all positions, (B, T, V).
 */
public final class Transformer extends AbstractBlock {
    private final int vocabulary;
    private final int context;
    private final int width;
    private final Parameter embedding;
    private final Parameter positions;
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;

    /**
     * @param vocabulary V, the number of different tokens
     * @param context the longest sequence T
     * @param width of the embedding, a multiple of the heads
     * @param layers blocks of attention and feed-forward
     * @param heads of the attention
     */
    public Transformer(int vocabulary, int context, int width, int layers, int heads) {
        if (vocabulary < 2 || context < 1 || layers < 1 || heads < 1 || width < heads || width % heads != 0) {
            throw new InputException("A transformer over " + vocabulary + " tokens, " + context + " positions, "
                    + layers + " layers, and " + width + " units for " + heads
                    + " heads is not possible: use positive numbers, and units that the heads divide.");
        }
        this.vocabulary = vocabulary;
        this.context = context;
        this.width = width;
        embedding = parameter("embedding", new Shape(vocabulary, width));
        positions = parameter("positions", new Shape(context, width));
        for (int i = 0; i < layers; i++) {
            blocks.add(addChildBlock("block" + i, new TransformerBlock(width, heads)));
        }
        norm = addChildBlock("norm", LayerNorm.builder().axis(2).build());
    }

    private Parameter parameter(String name, Shape shape) {
        Parameter parameter = addParameter(Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optShape(shape)
                .build());
        parameter.setInitializer(new NormalInitializer(0.02f));
        return parameter;
    }

    /**
     * The logits of what follows each position.
     *
     * @param tokens (B, T) of any number type, from 0 to V - 1
     * @return (B, T, V)
     */
    public NDArray logits(ParameterStore store, NDArray tokens, boolean training) {
        NDArray table = store.getValue(embedding, tokens.getDevice(), training);
        NDArray place = store.getValue(positions, tokens.getDevice(), training);
        long length = tokens.getShape().get(1);
        NDArray x = table.get(
                        new NDIndex("{}", tokens.toType(DataType.INT64, false).flatten()))
                .reshape(-1, length, width)
                .add(place.get(new NDIndex().addSliceDim(0, length)));
        for (TransformerBlock block : blocks) {
            x = block.forward(store, new NDList(x), training).singletonOrThrow();
        }
        NDArray normed = norm.forward(store, new NDList(x), training).singletonOrThrow();
        return normed.matMul(table.transpose());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray all = logits(store, inputs.singletonOrThrow(), training);
        return new NDList(all.get(new NDIndex(":, -1")));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
        if (inputs[0].dimension() != 2 || inputs[0].get(1) > context) {
            throw new InputException("The transformer takes sequences of up to " + context
                    + " tokens, but an example has the shape " + inputs[0].slice(1) + ".");
        }
        Shape inner = new Shape(inputs[0].get(0), inputs[0].get(1), width);
        blocks.forEach(block -> block.initialize(manager, dataType, inner));
        norm.initialize(manager, dataType, inner);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), vocabulary)};
    }
}
