package joulebook.ml.noise;

import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Locale;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.noise.ZErrorLoss.Statistic;

/** The names of this package's losses. */
public final class NoiseMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(new Method<>(
                Loss.class,
                "z-error",
                "leaves out the outliers of a batch by their z-score (logit for classes)",
                "threshold=2,statistic=squared-error",
                settings -> new ZErrorLoss(
                        Statistic.valueOf(settings.word("statistic", "squared-error", "error", "logit")
                                .replace('-', '_')
                                .toUpperCase(Locale.ROOT)),
                        settings.number("threshold", 2))));
    }
}
