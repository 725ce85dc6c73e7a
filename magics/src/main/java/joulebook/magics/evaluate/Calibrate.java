package joulebook.magics.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.DataOption;
import joulebook.magics.common.MethodNames;
import joulebook.magics.common.MlMagic;
import joulebook.magics.common.RunVariables;
import joulebook.magics.view.CalibrationView;
import joulebook.ml.calibration.CalibratedModel;
import joulebook.ml.calibration.Calibrator;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.math.Estimate;
import joulebook.ml.method.Methods;
import joulebook.ml.method.Settings;
import joulebook.ml.metric.Bootstrap;
import joulebook.ml.metric.ClassMetric;
import joulebook.ml.metric.ClassPredictions;
import joulebook.ml.train.TrainingRun;
import joulebook.ml.train.TrainingRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %calibrate}. */
@Command(
        name = "calibrate",
        description = {
            "Make a trained classifier as sure as it is right, by one or several methods.",
            "They are fitted to a part of the test examples, as the model knows the training examples too well; the"
                    + " others judge them, with intervals of 95 %% by the bootstrap."
        })
public final class Calibrate extends MlMagic {
    private static final String BEFORE = "before";

    @Parameters(
            paramLabel = "RUN",
            completionCandidates = RunVariables.class,
            description = "A variable that %%train left.")
    private String run;

    @Mixin
    private DataOption data;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            split = MethodNames.COMMA,
            completionCandidates = MethodNames.Calibrators.class,
            description = "One or several of ${COMPLETION-CANDIDATES} (default temperature), such as"
                    + " temperature,correctness-aware:epochs=100.")
    private List<String> methods = List.of("temperature");

    @Option(
            names = "--fit",
            paramLabel = "SHARE",
            description = "The share of the test examples to fit to (default ${DEFAULT-VALUE}).")
    private double fit = 0.5;

    @Option(names = "--bins", paramLabel = "N", description = "Bins of confidence (default ${DEFAULT-VALUE}).")
    private int bins = 15;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            description = "How often to resample for the bootstrap (default ${DEFAULT-VALUE}; 0 for no interval).")
    private int resamples = 1_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the split and of the bootstrap (default ${DEFAULT-VALUE}).")
    private long seed = 0;

    @Option(
            names = "--name",
            paramLabel = "VARIABLE",
            description =
                    "A variable for the calibrated model (default ${DEFAULT-VALUE}); of several methods each has its"
                            + " own, such as calibrated_temperature.")
    private String name = "calibrated";

    @Override
    public Magic.Form form() {
        return Form.LINE;
    }

    @Override
    protected Object call(MagicContext context) {
        TrainingRun classifier = classifier(context);
        Map<String, Calibrator> calibrators = new LinkedHashMap<>();
        methods.forEach(method -> calibrators.put(method, Methods.make(Calibrator.class, method)));
        Map<String, ClassMetric> metrics = metrics();
        TrainTest heldOut = data.load(context, classifier.dataset()).test().split(1 - fit, seed);
        Dataset judge = heldOut.test();
        Map<String, ClassPredictions> predictions = new LinkedHashMap<>();
        predictions.put(BEFORE, ClassPredictions.of(classifier, judge));
        Targets.Classes truth = (Targets.Classes) judge.targets();
        calibrators.forEach((method, calibrator) -> {
            CalibratedModel model = calibrator.fit(classifier, heldOut.train());
            context.define(variableFor(method), CalibratedModel.class, model);
            predictions.put(method, new ClassPredictions(model.probabilities(judge), truth.labels(), truth.names()));
        });
        Map<String, Map<String, Estimate>> measured = new LinkedHashMap<>();
        predictions.forEach((method, predicted) ->
                measured.put(method, new Bootstrap(resamples, seed).ofClasses(metrics, predicted)));
        context.display(CalibrationView.figures(predictions, bins));
        return CalibrationView.table(run + " on " + judge.size() + " test examples of " + judge.name(), measured);
    }

    private TrainingRun classifier(MagicContext context) {
        List<TrainingRun> runs = TrainingRuns.of(variable(context, run)).runs();
        if (runs.size() > 1) {
            throw new UserError(
                    run + " holds " + runs.size() + " runs, but one is calibrated at a time.",
                    "Give one a name: var one = " + run + ".runs().get(0);");
        }
        return runs.get(0);
    }

    private Map<String, ClassMetric> metrics() {
        return Stream.of("accuracy", "log-loss", "ece:bins=" + bins, "brier")
                .collect(Collectors.toMap(
                        metric -> metric,
                        metric -> Methods.make(ClassMetric.class, metric),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private String variableFor(String method) {
        return methods.size() == 1
                ? name
                : name + "_" + Settings.parse(method).name().replace('-', '_');
    }
}
