package joulebook.ml.curation;

import ai.djl.nn.Block;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Dataset;
import joulebook.ml.model.Layers;

/**
 * EL2N (Paul, Ganguli, Dziugaite, arXiv 2107.07075, definition 2.2): the length of the error vector, |softmax(f(x)) - y|,
 * from 0 to sqrt(2).
 */
public record El2n() implements Scorer {

    @Override
    public double[] score(Block model, Dataset data) {
        int classes = Scores.classes(data);
        return NoGrad.call(() -> Scores.byBatch(data, batch -> {
            float[] lengths = Layers.forward(model, batch.features(), false)
                    .softmax(1)
                    .subi(batch.targets().oneHot(classes))
                    .norm(new int[] {1})
                    .toFloatArray();
            double[] scores = new double[lengths.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = lengths[i];
            }
            return scores;
        }));
    }
}
