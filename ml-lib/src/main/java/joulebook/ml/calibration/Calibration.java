package joulebook.ml.calibration;

/** What a {@link Calibrator} has learned. */
@FunctionalInterface
public interface Calibration extends AutoCloseable {

    /** Calibrated probabilities {@code [example][class]}. */
    double[][] probabilities(Logits logits);

    /** Frees what it holds of native memory. */
    @Override
    default void close() {}
}
