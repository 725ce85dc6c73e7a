package joulebook.ml.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;
import joulebook.ml.math.Reliability;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.train.Monitor;

/** The names of metrics, and of what watches a training. */
public final class MetricMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                new Method<>(
                        Monitor.class,
                        "gwa",
                        "gradient-weight alignment; brings back the weights of its best epoch",
                        "restore=yes",
                        settings -> new GwaMonitor(
                                settings.word("restore", "yes", "no").equals("yes"))),
                confusion("accuracy", "share of examples whose class is predicted", ConfusionMatrix::accuracy),
                confusion("balanced-accuracy", "mean recall over the classes", ConfusionMatrix::balancedAccuracy),
                confusion("precision", "mean precision over the classes", matrix -> matrix.macro(matrix::precision)),
                confusion("recall", "mean recall over the classes", matrix -> matrix.macro(matrix::recall)),
                confusion("f1", "mean F1 over the classes (macro)", matrix -> matrix.macro(matrix::f1)),
                confusion("weighted-f1", "mean F1 over the examples", matrix -> matrix.weighted(matrix::f1)),
                confusion("kappa", "Cohen's kappa: agreement beyond chance", ConfusionMatrix::kappa),
                confusion("mcc", "Matthews's correlation coefficient", ConfusionMatrix::matthews),
                new Method<>(
                        ClassMetric.class,
                        "top-k",
                        "share of examples whose class is among the k most probable",
                        "k=5",
                        settings -> {
                            int k = settings.whole("k", 5);
                            return predictions -> ClassMetrics.topK(predictions, k);
                        }),
                ofClasses("log-loss", "cross-entropy in nats", ClassMetrics::logLoss),
                ofClasses("brier", "squared distance of the probabilities from the truth", ClassMetrics::brier),
                ofClasses("auroc", "area under the ROC curve, one class against the rest", ClassMetrics::auroc),
                ofClasses(
                        "average-precision",
                        "area under the precision-recall curve, one class against the rest",
                        ClassMetrics::averagePrecision),
                binned("ece", "expected calibration error", Reliability::expectedError),
                binned("mce", "maximum calibration error", Reliability::maximumError),
                ofValues("mse", "mean squared error", ValueMetrics::meanSquared),
                ofValues("mae", "mean absolute error", ValueMetrics::meanAbsolute),
                ofValues("median-error", "median absolute error", ValueMetrics::medianAbsolute),
                ofValues("max-error", "largest absolute error", ValueMetrics::largest),
                ofValues("r2", "share of the targets' variance that is explained", ValueMetrics::r2));
    }

    private static Method<ClassMetric> ofClasses(String name, String summary, ClassMetric metric) {
        return Method.of(ClassMetric.class, name, summary, settings -> metric);
    }

    private static Method<ClassMetric> confusion(
            String name, String summary, ToDoubleFunction<ConfusionMatrix> metric) {
        return ofClasses(name, summary, predictions -> metric.applyAsDouble(ConfusionMatrix.of(predictions)));
    }

    private static Method<ClassMetric> binned(String name, String summary, ToDoubleFunction<Reliability> metric) {
        return new Method<>(ClassMetric.class, name, summary, "bins=15", settings -> {
            int bins = settings.whole("bins", 15);
            return predictions -> metric.applyAsDouble(predictions.reliability(bins));
        });
    }

    private static Method<ValueMetric> ofValues(String name, String summary, ValueMetric metric) {
        return Method.of(ValueMetric.class, name, summary, settings -> metric);
    }
}
