package joulebook.ml.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.Arrays;
import joulebook.ml.InputException;

/**
 * A small convolutional network: for each number of channels a 3 x 3 convolution, ReLU and 2 x 2 maximum pooling, then a
 * hidden linear layer and the outputs. Takes images of shape (height, width) or (channels, height, width).
 */
public final class Cnn extends SequentialBlock {
    private static final Shape KERNEL = new Shape(3, 3);
    private static final Shape POOL = new Shape(2, 2);

    /**
     * @param image the shape of one image, (height, width) or (channels, height, width)
     * @param channels of the convolutions, in order, such as {16, 32}
     * @param hidden units of the hidden linear layer
     * @param outputs classes or numbers
     * @throws InputException if the image is too small for so many convolutions, or a size is not positive
     */
    public Cnn(Shape image, int[] channels, int hidden, int outputs) {
        long smallest = image.dimension() < 2
                ? 0
                : Math.min(image.get(image.dimension() - 2), image.get(image.dimension() - 1)) >> channels.length;
        if (image.dimension() > 3
                || smallest < 1
                || channels.length == 0
                || Arrays.stream(channels).anyMatch(c -> c < 1)
                || hidden < 1
                || outputs < 1) {
            throw new InputException("A CNN with the channels " + Arrays.toString(channels) + ", " + hidden
                    + " hidden units and " + outputs + " outputs does not fit images of shape " + image
                    + ": each convolution halves height and width, and all sizes must be positive.");
        }
        add(asImages(image));
        for (int c : channels) {
            add(Conv2d.builder()
                    .setFilters(c)
                    .setKernelShape(KERNEL)
                    .optPadding(new Shape(1, 1))
                    .build());
            add(Activation.reluBlock());
            add(Pool.maxPool2dBlock(POOL, POOL));
        }
        add(Blocks.batchFlattenBlock());
        add(Linear.builder().setUnits(hidden).build());
        add(Activation.reluBlock());
        add(Linear.builder().setUnits(outputs).build());
    }

    /** Two convolutions of 16 and 32 channels and 64 hidden units. */
    public Cnn(Shape image, int outputs) {
        this(image, new int[] {16, 32}, 64, outputs);
    }

    /** (B, height, width) or (B, channels * height * width) as (B, channels, height, width). */
    static Block asImages(Shape image) {
        Shape full = image.dimension() == 2 ? new Shape(1).addAll(image) : image;
        return new LambdaBlock(
                arrays -> new NDList(arrays.singletonOrThrow().reshape(new Shape(-1).addAll(full))), "images");
    }
}
