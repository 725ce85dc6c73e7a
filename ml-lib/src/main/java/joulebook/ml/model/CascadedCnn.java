package joulebook.ml.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import joulebook.ml.InputException;

/**
 * The network of Cascaded-Forward (Zhao et al., The Cascaded Forward Algorithm, arXiv 2303.09728): blocks of a 3 x 3
 * convolution, ReLU, 2 x 2 maximum pooling and batch normalisation, one behind the other, each with a linear layer of its
 * own onto the classes. The output is the sum of all their logits.
 */
public final class CascadedCnn extends AbstractBlock {
    private final Block images;
    private final int outputs;
    private final List<SequentialBlock> blocks = new ArrayList<>();
    private final List<Linear> heads = new ArrayList<>();

    /**
     * @param image the shape of one image, (height, width) or (channels, height, width)
     * @param channels of the blocks, in order
     * @param outputs the number of classes
     */
    public CascadedCnn(Shape image, int[] channels, int outputs) {
        long smallest = image.dimension() < 2
                ? 0
                : Math.min(image.get(image.dimension() - 2), image.get(image.dimension() - 1)) >> channels.length;
        if (image.dimension() > 3 || smallest < 1 || channels.length == 0 || outputs < 2) {
            throw new InputException("A cascade with the channels " + Arrays.toString(channels) + " and " + outputs
                    + " outputs does not fit images of shape " + image + ": each block halves height and width.");
        }
        this.outputs = outputs;
        images = Cnn.asImages(image);
        for (int i = 0; i < channels.length; i++) {
            blocks.add(addChildBlock(
                    "block" + i,
                    new SequentialBlock()
                            .add(Conv2d.builder()
                                    .setFilters(channels[i])
                                    .setKernelShape(new Shape(3, 3))
                                    .optPadding(new Shape(1, 1))
                                    .build())
                            .add(Activation.reluBlock())
                            .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                            .add(BatchNorm.builder().build())));
            heads.add(
                    addChildBlock("head" + i, Linear.builder().setUnits(outputs).build()));
        }
    }

    /** The linear layers onto the classes, one a block. */
    public List<Linear> heads() {
        return List.copyOf(heads);
    }

    /**
     * What each block gives its head.
     *
     * @param input (B, ...) as the model takes it
     * @return for each block (B, values)
     */
    public List<NDArray> features(ParameterStore store, NDArray input, boolean training) {
        List<NDArray> features = new ArrayList<>();
        NDList x = images.forward(store, new NDList(input), training);
        for (SequentialBlock block : blocks) {
            x = block.forward(store, x, training);
            features.add(x.singletonOrThrow().reshape(input.getShape().get(0), -1));
        }
        return features;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        List<NDArray> features = features(store, inputs.singletonOrThrow(), training);
        NDArray sum = null;
        for (int i = 0; i < heads.size(); i++) {
            NDArray logits = heads.get(i)
                    .forward(store, new NDList(features.get(i)), training)
                    .singletonOrThrow();
            sum = sum == null ? logits : sum.add(logits);
        }
        return new NDList(sum);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
        Shape[] shapes = images.getOutputShapes(inputs);
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).initialize(manager, dataType, shapes);
            shapes = blocks.get(i).getOutputShapes(shapes);
            heads.get(i)
                    .initialize(
                            manager,
                            dataType,
                            new Shape(inputs[0].get(0), shapes[0].slice(1).size()));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), outputs)};
    }
}
