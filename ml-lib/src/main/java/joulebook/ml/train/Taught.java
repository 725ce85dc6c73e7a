package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import joulebook.ml.autograd.NoGrad;

/**
 * A student beside its teacher. While it trains its outputs are the student's logits and then the teacher's, of the same
 * inputs, for {@link DistillationLoss}; else they are the student's alone. Only the student has parameters here.
 */
public final class Taught extends AbstractBlock {
    private final Block student;
    private final Block teacher;

    /**
     * @param student a new model
     * @param teacher a trained one with the same inputs and outputs, such as a {@code LogitEnsemble}; it stays as it is
     */
    public Taught(Block student, Block teacher) {
        this.student = addChildBlock("student", student);
        this.teacher = teacher;
    }

    /** The model that learns. */
    public Block student() {
        return student;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        NDList outputs = student.forward(store, inputs, training, parameters);
        if (!training) {
            return outputs;
        }
        NDArray taught = NoGrad.call(
                () -> teacher.forward(store, inputs, false, parameters).singletonOrThrow());
        return new NDList(outputs.singletonOrThrow(), taught);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        student.initialize(manager, dataType, inputShapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return student.getOutputShapes(inputShapes);
    }
}
