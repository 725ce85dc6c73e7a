package joulebook.ml.calibration;

import ai.djl.training.loss.Loss;
import java.util.List;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.method.Settings;

/** The names of calibrators. */
public final class CalibrationMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                Method.of(
                        Calibrator.class,
                        "temperature",
                        "one temperature for all examples, by cross-entropy",
                        settings -> new TemperatureScaling()),
                new Method<>(
                        Calibrator.class,
                        "correctness-aware",
                        "a temperature for each picture, from how transformed copies of it are seen",
                        "loss=correctness,balanced=yes,k=4,hidden=5,epochs=200,rate=0.01,seed=0",
                        CalibrationMethods::correctnessAware));
    }

    private static Calibrator correctnessAware(Settings settings) {
        boolean balanced = settings.word("balanced", "yes", "no").equals("yes");
        return new TransformTemperature(
                settings.word("loss", "correctness", "cross-entropy").equals("correctness")
                        ? new CorrectnessAwareLoss(balanced)
                        : Loss.softmaxCrossEntropyLoss(),
                settings.whole("k", 4),
                settings.whole("hidden", 5),
                TransformTemperature.TRANSFORMS,
                TransformTemperature.OPTIONS
                        .withEpochs(settings.whole("epochs", 200))
                        .withLearningRate((float) settings.number("rate", 0.01))
                        .withSeed(settings.whole("seed", 0)));
    }
}
