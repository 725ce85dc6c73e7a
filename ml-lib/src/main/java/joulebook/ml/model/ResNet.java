package joulebook.ml.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import joulebook.ml.InputException;

/**
 * A small residual network (He et al., arXiv 1512.03385): a 3 x 3 convolution, stages of residual blocks whose channels
 * double and whose images halve, the mean over the image, the outputs.
 */
public final class ResNet extends SequentialBlock {

    /**
     * @param image the shape of one image, (height, width) or (channels, height, width)
     * @param channels of the first stage
     * @param stages at least 1
     * @param blocks residual blocks a stage, at least 1
     * @param outputs classes or numbers
     */
    public ResNet(Shape image, int channels, int stages, int blocks, int outputs) {
        if (image.dimension() < 2 || image.dimension() > 3 || channels < 1 || stages < 1 || blocks < 1 || outputs < 1) {
            throw new InputException("A ResNet with " + channels + " channels, " + stages + " stages of " + blocks
                    + " blocks and " + outputs + " outputs for images of shape " + image
                    + " is not possible: give (height, width) or (channels, height, width) and positive numbers.");
        }
        add(Cnn.asImages(image));
        add(ResidualBlock.convolution(channels, 1));
        add(BatchNorm.builder().build());
        add(Activation.reluBlock());
        for (int stage = 0; stage < stages; stage++) {
            for (int block = 0; block < blocks; block++) {
                add(new ResidualBlock(channels << stage, stage > 0 && block == 0 ? 2 : 1, stage > 0 && block == 0));
            }
        }
        add(Pool.globalAvgPool2dBlock());
        add(Blocks.batchFlattenBlock());
        add(Linear.builder().setUnits(outputs).build());
    }
}
