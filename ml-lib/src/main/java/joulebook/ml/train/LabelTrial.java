package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import joulebook.ml.model.Scalar;

/**
 * Predicts by trying all labels: an output for each class, the goodness with its label written over the first inputs, summed
 * over all hidden layers but the first (or that of the only one). It shares the layers with the MLP it is made for.
 */
final class LabelTrial extends AbstractBlock {
    private final List<Linear> hidden;
    private final int classes;
    private final float mark;

    /** @param mark what is written for the label's class, as large as the largest input */
    LabelTrial(List<Linear> hidden, int classes, float mark) {
        this.hidden = hidden;
        this.classes = classes;
        this.mark = mark;
        for (int l = 0; l < hidden.size(); l++) {
            addChildBlock("hidden" + l, hidden.get(l));
        }
    }

    /** The inputs (B, values) with the labels (B), one-hot, in place of the first values. */
    NDArray labelled(NDArray inputs, NDArray labels) {
        NDArray rest = inputs.get(new NDIndex(":, " + classes + ":"));
        return Scalar.times(labels.oneHot(classes), mark).concat(rest, 1);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore weights, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray flat = inputs.singletonOrThrow();
        flat = flat.reshape(flat.getShape().get(0), -1);
        NDList goodness = new NDList();
        for (int label = 0; label < classes; label++) {
            NDArray labels = flat.getManager().full(new Shape(flat.getShape().get(0)), label);
            goodness.add(goodness(weights, labelled(flat, labels), training));
        }
        return new NDList(NDArrays.stack(goodness, 1));
    }

    private NDArray goodness(ParameterStore weights, NDArray signals, boolean training) {
        NDArray value = signals;
        NDArray sum = signals.getManager().zeros(new Shape(signals.getShape().get(0)));
        for (int l = 0; l < hidden.size(); l++) {
            NDList input = new NDList(ForwardForwardLayer.normalized(value));
            value = Activation.relu(
                    hidden.get(l).forward(weights, input, training).singletonOrThrow());
            if (l > 0 || hidden.size() == 1) {
                sum = sum.add(ForwardForwardLayer.goodness(value));
            }
        }
        return sum;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), classes)};
    }
}
