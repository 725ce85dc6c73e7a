package joulebook.ml.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import joulebook.ml.InputException;

/**
 * Predicts by the mean of its members' logits. Its cross-entropy is never above the mean of theirs, for log-sum-exp is
 * convex. The members keep their weights.
 */
public final class LogitEnsemble extends AbstractBlock {

    private final List<Block> members;

    /**
     * @param members one or more models with the same inputs and outputs
     * @throws InputException if there is none
     */
    public LogitEnsemble(List<Block> members) {
        if (members.isEmpty()) {
            throw new InputException("An ensemble was made of no models: give at least one.");
        }
        this.members = List.copyOf(members);
        for (Block member : members) {
            addChildBlock("member", member);
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDArray sum = null;
        for (Block member : members) {
            NDArray logits = member.forward(store, inputs, training, parameters).singletonOrThrow();
            if (sum != null && !sum.getShape().equals(logits.getShape())) {
                throw new InputException("The members of an ensemble give outputs of shape " + sum.getShape() + " and "
                        + logits.getShape() + ": take models with the same outputs.");
            }
            sum = sum == null ? logits : sum.add(logits);
        }
        return new NDList(Scalar.over(sum, members.size()));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        members.forEach(member -> member.initialize(manager, dataType, inputShapes));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return members.get(0).getOutputShapes(inputShapes);
    }
}
