package joulebook.ml.pruning;

import ai.djl.nn.Block;
import java.util.List;
import joulebook.ml.data.Dataset;
import joulebook.ml.pruning.PrunableWeights.Weight;

/** How much each weight tensor of a model matters. */
@FunctionalInterface
public interface Sensitivity {

    /**
     * One score, 0 or more, for each weight of a linear or convolutional layer, in the order of the model's parameters. The
     * weights are left as they were, to the bit.
     */
    double[] scores(Block model, Dataset calibration);

    /** The scores divided by the number of weights of the tensor. */
    default Sensitivity perWeight() {
        return (model, calibration) -> {
            double[] scores = scores(model, calibration);
            List<Weight> weights = PrunableWeights.of(model);
            for (int l = 0; l < scores.length; l++) {
                scores[l] /= weights.get(l).size();
            }
            return scores;
        };
    }
}
