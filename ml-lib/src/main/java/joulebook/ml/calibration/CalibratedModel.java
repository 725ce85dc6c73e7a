package joulebook.ml.calibration;

import java.util.List;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.ImageTransform;
import joulebook.ml.train.TrainingRun;

/**
 * A trained classifier that says how sure it may be.
 *
 * @param classifier not closed with this
 * @param transforms of the examples, that the calibration looks at
 */
public record CalibratedModel(TrainingRun classifier, List<ImageTransform> transforms, Calibration calibration)
        implements AutoCloseable {

    /**
     * The probability of each class, {@code [example][class]}.
     *
     * @throws joulebook.ml.InputException if the examples are not of the kind that the classifier was trained on
     */
    public double[][] probabilities(Dataset examples) {
        return calibration.probabilities(Logits.of(classifier, examples, transforms));
    }

    @Override
    public void close() {
        calibration.close();
    }
}
