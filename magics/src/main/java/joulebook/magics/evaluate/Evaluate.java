package joulebook.magics.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.DataOption;
import joulebook.magics.common.MethodNames;
import joulebook.magics.common.MlMagic;
import joulebook.magics.common.RunVariables;
import joulebook.magics.view.EstimatesView;
import joulebook.magics.view.EvaluationView;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.math.Confidence;
import joulebook.ml.math.Estimate;
import joulebook.ml.method.Methods;
import joulebook.ml.metric.Bootstrap;
import joulebook.ml.metric.ClassMetric;
import joulebook.ml.metric.ClassPredictions;
import joulebook.ml.metric.ValueMetric;
import joulebook.ml.metric.ValuePredictions;
import joulebook.ml.train.TrainingRun;
import joulebook.ml.train.TrainingRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** {@code %evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Show how well a trained model predicts the test examples: metrics, confusion matrix, curves, reliability.",
            "Intervals of 95 %% are over the seeds where there are several, else by the bootstrap over the examples."
        })
public final class Evaluate extends MlMagic {
    private static final List<String> OF_CLASSES =
            List.of("accuracy", "balanced-accuracy", "f1", "mcc", "log-loss", "brier", "auroc", "ece");
    private static final List<String> OF_VALUES = List.of("mse", "mae", "median-error", "r2");

    @Parameters(
            paramLabel = "RUN",
            completionCandidates = RunVariables.class,
            description = "A variable that %%train left.")
    private String run;

    @picocli.CommandLine.Mixin
    private DataOption data;

    @Option(
            names = "--metrics",
            paramLabel = "METRIC",
            split = MethodNames.COMMA,
            completionCandidates = MetricNames.class,
            description = "Which: ${COMPLETION-CANDIDATES} (default: the most usual).")
    private List<String> metrics = List.of();

    @Option(
            names = "--resamples",
            paramLabel = "N",
            description = "How often to resample for the bootstrap (default ${DEFAULT-VALUE}; 0 for no interval).")
    private int resamples = 1_000;

    @Option(names = "--bins", paramLabel = "N", description = "Bins of confidence (default ${DEFAULT-VALUE}).")
    private int bins = 15;

    @Option(names = "--seed", paramLabel = "N", description = "Of the bootstrap (default ${DEFAULT-VALUE}).")
    private long seed = 0;

    @Option(names = "--name", paramLabel = "VARIABLE", description = "A variable for the metrics, as a Table.")
    private String name = "";

    @Override
    public Magic.Form form() {
        return Form.LINE;
    }

    @Override
    protected Object call(MagicContext context) {
        List<TrainingRun> runs = TrainingRuns.of(variable(context, run)).runs();
        Dataset test = data.load(context, runs.get(0).dataset()).test();
        Map<String, Estimate> measured;
        if (test.targets() instanceof Targets.Classes) {
            List<ClassPredictions> predictions =
                    runs.stream().map(one -> ClassPredictions.of(one, test)).toList();
            Map<String, ClassMetric> chosen = chosen(ClassMetric.class, OF_CLASSES);
            measured = predictions.size() == 1
                    ? bootstrap().ofClasses(chosen, predictions.get(0))
                    : overSeeds(chosen, predictions, ClassMetric::of);
            context.display(EvaluationView.figures(predictions.get(0), bins));
        } else {
            List<ValuePredictions> predictions =
                    runs.stream().map(one -> ValuePredictions.of(one, test)).toList();
            Map<String, ValueMetric> chosen = chosen(ValueMetric.class, OF_VALUES);
            measured = predictions.size() == 1
                    ? bootstrap().ofValues(chosen, predictions.get(0))
                    : overSeeds(chosen, predictions, ValueMetric::of);
            context.display(EvaluationView.figure(predictions.get(0)));
        }
        if (!name.isEmpty()) {
            context.define(name, Table.class, EvaluationView.numbers(measured));
        }
        return EstimatesView.of(run + " on " + test.name(), measured);
    }

    private Bootstrap bootstrap() {
        return new Bootstrap(resamples, seed);
    }

    private <M> Map<String, M> chosen(Class<M> kind, List<String> usual) {
        Map<String, M> chosen = new LinkedHashMap<>();
        for (String metric : metrics.isEmpty() ? usual : metrics) {
            chosen.put(metric, Methods.make(kind, metric));
        }
        return chosen;
    }

    private static <M, P> Map<String, Estimate> overSeeds(
            Map<String, M> metrics, List<P> predictions, ToDoubleBiFunction<M, P> value) {
        Map<String, Estimate> measured = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> measured.put(
                name,
                Confidence.ofMean(predictions.stream()
                        .mapToDouble(one -> value.applyAsDouble(metric, one))
                        .toArray())));
        return measured;
    }

    /** For completion and help. */
    static final class MetricNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        MetricNames() {
            addAll(Methods.names(ClassMetric.class));
            addAll(Methods.names(ValueMetric.class));
        }
    }
}
