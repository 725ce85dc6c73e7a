package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.model.Mlp;
import joulebook.ml.model.ModelRecipe;

/**
 * LegendreTron's link (Lam et al. 2023, arXiv 2301.11695), learned in the place of softmax: gradients of convex functions, then
 * the softmax of the scores and a 0 for the last class. From scores (B, C - 1) to logarithms of probabilities (B, C), which
 * are logits too: with softmax cross-entropy a model and its loss are learned together. Without blocks it is multinomial
 * logistic regression.
 */
public final class LegendreLink extends AbstractBlock {
    private final int classes;
    private final List<ConvexPotentialBlock> potentials;

    /**
     * @param classes C, 2 or more
     * @param blocks gradients that follow one another; of one alone it is known that the loss is proper
     * @param hidden units of each
     */
    public LegendreLink(int classes, int blocks, int hidden) {
        if (classes < 2 || blocks < 0) {
            throw new InputException("A link of " + blocks + " blocks for " + classes
                    + " classes cannot be: give 0 blocks or more, and 2 classes or more.");
        }
        this.classes = classes;
        potentials = IntStream.range(0, blocks)
                .mapToObj(i -> addChildBlock("potential" + i, new ConvexPotentialBlock(classes - 1, hidden)))
                .toList();
    }

    /** The link on a linear model, or on one with hidden layers. */
    public static ModelRecipe model(int blocks, int hidden, int... layers) {
        return (example, outputs) -> {
            IntStream sizes = IntStream.concat(
                    IntStream.concat(IntStream.of((int) example.size()), IntStream.of(layers)),
                    IntStream.of(outputs - 1));
            Block link = new LegendreLink(outputs, blocks, hidden);
            return new SequentialBlock().add(new Mlp(sizes.toArray())).add(link);
        };
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        NDList scores = inputs;
        for (Block potential : potentials) {
            scores = potential.forward(store, scores, training, params);
        }
        NDArray z = scores.singletonOrThrow();
        NDArray ofLast = z.getManager().zeros(new Shape(z.getShape().get(0), 1), z.getDataType());
        return new NDList(z.concat(ofLast, 1).logSoftmax(1));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        if (inputShapes[0].dimension() != 2 || inputShapes[0].get(1) != classes - 1) {
            throw new InputException("A link for " + classes + " classes takes " + (classes - 1)
                    + " scores an example, but was given " + inputShapes[0] + ".");
        }
        potentials.forEach(potential -> potential.initialize(manager, type, inputShapes));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), classes)};
    }
}
