package joulebook.ml.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.function.BiFunction;

/**
 * ReLU(F(x) + x) with two convolutions F, each batch-normalised; where F changes the shape, x goes through a 1 x 1
 * convolution (He et al., arXiv 1512.03385, figure 2).
 */
final class ResidualBlock extends AbstractBlock implements Traced {
    private final Block first;
    private final Block firstNorm;
    private final Block second;
    private final Block secondNorm;
    private final Block shortcut;

    /** @param projected whether the input is brought to the output's shape by a convolution of its own */
    ResidualBlock(int channels, int stride, boolean projected) {
        first = addChildBlock("first", convolution(channels, stride));
        firstNorm = addChildBlock("firstNorm", BatchNorm.builder().build());
        second = addChildBlock("second", convolution(channels, 1));
        secondNorm = addChildBlock("secondNorm", BatchNorm.builder().build());
        shortcut = projected
                ? addChildBlock(
                        "shortcut",
                        Conv2d.builder()
                                .setFilters(channels)
                                .setKernelShape(new Shape(1, 1))
                                .optStride(new Shape(stride, stride))
                                .optBias(false)
                                .build())
                : null;
    }

    /** 3 x 3, without a bias, for a norm follows. */
    static Conv2d convolution(int channels, int stride) {
        return Conv2d.builder()
                .setFilters(channels)
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .optStride(new Shape(stride, stride))
                .optBias(false)
                .build();
    }

    @Override
    public NDArray trace(NDArray input, BiFunction<Block, NDArray, NDArray> pass) {
        NDArray inner = Activation.relu(pass.apply(firstNorm, pass.apply(first, input)));
        NDArray residual = pass.apply(secondNorm, pass.apply(second, inner));
        return Activation.relu(residual.add(shortcut == null ? input : pass.apply(shortcut, input)));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        return new NDList(trace(
                inputs.singletonOrThrow(),
                (child, in) -> child.forward(store, new NDList(in), training).singletonOrThrow()));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
        first.initialize(manager, dataType, inputs);
        Shape[] inner = first.getOutputShapes(inputs);
        firstNorm.initialize(manager, dataType, inner);
        second.initialize(manager, dataType, inner);
        secondNorm.initialize(manager, dataType, inner);
        if (shortcut != null) {
            shortcut.initialize(manager, dataType, inputs);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return first.getOutputShapes(inputs);
    }
}
