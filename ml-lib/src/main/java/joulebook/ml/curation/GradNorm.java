package joulebook.ml.curation;

import ai.djl.nn.Block;
import joulebook.ml.autograd.PerExampleGradients;
import joulebook.ml.data.Dataset;

/**
 * GraNd (Paul, Ganguli, Dziugaite, arXiv 2107.07075, definition 2.1): the norm of the gradient of each example's
 * cross-entropy by all parameters, of models whose layers with weights are linear.
 */
public record GradNorm() implements Scorer {

    @Override
    public double[] score(Block model, Dataset data) {
        int classes = Scores.classes(data);
        return Scores.byBatch(
                data,
                batch -> PerExampleGradients.norms(
                        model,
                        batch.features(),
                        logits -> logits.logSoftmax(1)
                                .mul(batch.targets().oneHot(classes))
                                .sum()
                                .neg()));
    }
}
