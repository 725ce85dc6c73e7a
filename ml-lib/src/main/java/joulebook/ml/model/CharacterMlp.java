package joulebook.ml.model;

import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/**
 * Predicts the next character from a window (Bengio et al. 2003, A neural probabilistic language model, without its direct
 * connections): each character's vector, one hidden layer of ReLUs, one logit a character. From (B, window) numbers of
 * characters to (B, characters).
 */
public final class CharacterMlp {

    private CharacterMlp() {}

    /**
     * A new model.
     *
     * @param characters how many different ones there are
     * @param window the characters of an example
     * @param dimensions of a character's vector
     * @param hidden units
     */
    public static Block of(int characters, int window, int dimensions, int hidden) {
        return new SequentialBlock()
                .add(LambdaBlock.singleton(x -> x.toType(DataType.INT64, false).oneHot(characters)))
                .add(Linear.builder().setUnits(dimensions).optBias(false).build())
                .add(Blocks.batchFlattenBlock((long) window * dimensions))
                .add(Linear.builder().setUnits(hidden).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(characters).build());
    }
}
