package joulebook.ml.loss;

import ai.djl.training.loss.Loss;
import java.util.List;
import joulebook.ml.loss.AnyLoss.Metric;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.method.Settings;

/** The names of this package's losses. */
public final class LossMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(new Method<>(
                Loss.class,
                "anyloss",
                "1 less a metric of a soft confusion matrix, for two classes",
                "metric=f1,amplification=73,beta=1",
                LossMethods::anyLoss));
    }

    private static Loss anyLoss(Settings settings) {
        String name = settings.word("metric", "f1", "accuracy", "g-mean", "balanced-accuracy");
        double beta = settings.number("beta", 1);
        Metric metric =
                switch (name) {
                    case "accuracy" -> Metric.accuracy();
                    case "g-mean" -> Metric.gMean();
                    case "balanced-accuracy" -> Metric.balancedAccuracy();
                    default -> Metric.fBeta(beta);
                };
        return new AnyLoss(name, metric, settings.number("amplification", AnyLoss.AMPLIFICATION));
    }
}
