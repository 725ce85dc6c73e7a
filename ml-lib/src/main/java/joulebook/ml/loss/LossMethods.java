package joulebook.ml.loss;

import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import joulebook.ml.loss.AnyLoss.Metric;
import joulebook.ml.loss.LdrKlLoss.Normalisation;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.method.Settings;
import joulebook.ml.model.ModelRecipe;
import joulebook.ml.train.ErrorLoss;

/** The names of this package's losses. */
public final class LossMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                new Method<>(
                        Loss.class,
                        "anyloss",
                        "1 less a metric of a soft confusion matrix, for two classes",
                        "metric=f1,amplification=73,beta=1",
                        LossMethods::anyLoss),
                loss(
                        "focal",
                        "cross-entropy that turns to what is predicted badly",
                        "alpha=0.25,gamma=2",
                        settings -> new FocalLoss(settings.number("alpha", 0.25), settings.number("gamma", 2))),
                loss(
                        "poly",
                        "cross-entropy and a share of 1 - p",
                        "epsilon=1",
                        settings -> new PolyLoss(settings.number("epsilon", 1))),
                loss("hinge", "the margin of the true class over the next, up to 1", "", settings -> new HingeLoss()),
                loss(
                        "weighted-cross-entropy",
                        "cross-entropy of two classes in which class 1 has a weight",
                        "positive=10",
                        settings -> new WeightedCrossEntropy(1, settings.number("positive", 10))),
                loss(
                        "dice",
                        "overlap with the foreground, for two classes",
                        "smooth=1",
                        settings -> OverlapLoss.dice(settings.number("smooth", 1))),
                loss(
                        "jaccard",
                        "intersection over union with the foreground, for two classes",
                        "smooth=1",
                        settings -> OverlapLoss.jaccard(settings.number("smooth", 1))),
                loss(
                        "tversky",
                        "overlap that weighs false positives (alpha) and negatives (beta), for two classes",
                        "alpha=0.3,beta=0.7,smooth=1",
                        settings -> new OverlapLoss(
                                settings.number("alpha", 0.3),
                                settings.number("beta", 0.7),
                                settings.number("smooth", 1))),
                loss(
                        "ldr-kl",
                        "the worst weighting of the competing labels, robust to wrong ones",
                        "lambda=1,margin=0.1,normalisation=none",
                        settings -> new LdrKlLoss(
                                settings.number("lambda", 1),
                                settings.number("margin", 0.1),
                                Normalisation.valueOf(settings.word("normalisation", "none", "l1")
                                        .toUpperCase(Locale.ROOT)))),
                loss(
                        "z-loss",
                        "the standardised output of the true class, whatever the shift and scale of the outputs",
                        "a=1,b=8",
                        settings -> new ZLoss(settings.number("a", 1), settings.number("b", 8))),
                loss(
                        "comp-sum",
                        "from the sum-exponential loss (tau=0) by cross-entropy (1) to the mean absolute error (2)",
                        "tau=1",
                        settings -> new CompSumLoss(settings.number("tau", 1))),
                loss("mse", "squared error, of numbers", "", settings -> ErrorLoss.squared()),
                loss("mae", "absolute error, of numbers", "", settings -> ErrorLoss.absolute()),
                loss(
                        "huber",
                        "squared error up to delta, absolute beyond, of numbers",
                        "delta=1",
                        settings -> ErrorLoss.huber(settings.number("delta", 1))),
                loss("log-cosh", "a smooth absolute error, of numbers", "", settings -> ErrorLoss.logCosh()),
                loss(
                        "quantile",
                        "the error that a quantile minimises, of numbers",
                        "q=0.5",
                        settings -> ErrorLoss.quantile(settings.number("q", 0.5))),
                new Method<>(
                        ModelRecipe.class,
                        "legendretron",
                        "a linear model whose link is learned, for classes",
                        "blocks=1,units=8",
                        settings -> LegendreLink.model(settings.whole("blocks", 1), settings.whole("units", 8))));
    }

    private static Method<Loss> loss(String name, String summary, String settings, Function<Settings, Loss> make) {
        return new Method<>(Loss.class, name, summary, settings, make);
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
