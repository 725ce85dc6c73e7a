package joulebook.ml.calibration;

import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.ImageTransform;
import joulebook.ml.data.Targets;
import joulebook.ml.train.TrainingRun;

/** Learns from held-out examples how sure a trained classifier may be; the classifier itself stays as it is. */
public interface Calibrator {

    /** The transforms in whose light it sees an example; none if the logits are enough. */
    default List<ImageTransform> transforms() {
        return List.of();
    }

    /**
     * Fits to what the classifier puts out for examples that it was not trained on.
     *
     * @param heldOut with copies by {@link #transforms()}
     * @param labels the class of each example, from 0 to K - 1
     * @throws InputException if labels and logits do not go together
     */
    Calibration fit(Logits heldOut, int[] labels);

    /** Fits to a trained classifier and examples that it was not trained on. */
    default CalibratedModel fit(TrainingRun classifier, Dataset heldOut) {
        if (!(heldOut.targets() instanceof Targets.Classes targets)) {
            throw new InputException(
                    heldOut.name() + " has numbers for targets, but only classifiers can be calibrated.");
        }
        Calibration calibration = fit(Logits.of(classifier, heldOut, transforms()), targets.labels());
        return new CalibratedModel(classifier, transforms(), calibration);
    }
}
