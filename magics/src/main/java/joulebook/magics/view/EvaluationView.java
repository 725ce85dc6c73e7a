package joulebook.magics.view;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joulebook.magics.plot.Figure;
import joulebook.magics.plot.FigureGrid;
import joulebook.ml.math.Estimate;
import joulebook.ml.math.Reliability;
import joulebook.ml.math.Reliability.Bin;
import joulebook.ml.metric.ClassPredictions;
import joulebook.ml.metric.ConfusionMatrix;
import joulebook.ml.metric.RankingCurve;
import joulebook.ml.metric.ValuePredictions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How well a model predicts. */
public final class EvaluationView {
    private static final int MOST_CURVES = 10;
    private static final int WIDTH = 460;
    private static final int HEIGHT = 380;

    private EvaluationView() {}

    /** A row for each metric, with numbers. */
    public static Table numbers(Map<String, Estimate> metrics) {
        return Table.create(
                "metrics",
                StringColumn.create("metric", metrics.keySet()),
                column("value", metrics, Estimate::value),
                column("low", metrics, Estimate::low),
                column("high", metrics, Estimate::high));
    }

    /** The confusion matrix, the reliability diagram, and the ROC and precision-recall curves where both kinds occur. */
    public static FigureGrid figures(ClassPredictions predictions, int bins) {
        Figure reliability = reliability("Reliability", predictions.reliability(bins));
        long present = Arrays.stream(predictions.labels()).distinct().count();
        Stream<Figure> curves =
                present < 2 ? Stream.empty() : Stream.of(roc(predictions), precisionRecall(predictions));
        return new FigureGrid(
                Stream.concat(Stream.of(confusion(predictions), reliability), curves)
                        .map(figure -> figure.size(WIDTH, HEIGHT))
                        .toList(),
                2);
    }

    /** Each prediction against its target. */
    public static Figure figure(ValuePredictions predictions) {
        double[] targets = predictions.targets();
        double low = Arrays.stream(targets).min().orElseThrow();
        double high = Arrays.stream(targets).max().orElseThrow();
        return Figure.of("Predictions")
                .line("as it should be", new double[] {low, high}, new double[] {low, high})
                .points("test examples", targets, predictions.predicted())
                .xAxis("target")
                .yAxis("prediction");
    }

    private static Figure confusion(ClassPredictions predictions) {
        ConfusionMatrix matrix = ConfusionMatrix.of(predictions);
        double[][] counts = Arrays.stream(matrix.counts())
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
        return Figure.of("Confusion matrix")
                .heatmap("examples", matrix.classes(), matrix.classes(), counts)
                .xAxis("predicted class")
                .yAxis("true class");
    }

    /** How often the model is right when it is so sure. */
    static Figure reliability(String title, Reliability reliability) {
        List<Bin> bins = reliability.bins();
        return Figure.of("%s: ECE %.3f".formatted(title, reliability.expectedError()))
                .line("as sure as right", new double[] {0, 1}, new double[] {0, 1})
                .line("model", values(bins, Bin::confidence), values(bins, Bin::accuracy))
                .points("model", values(bins, Bin::confidence), values(bins, Bin::accuracy))
                .xAxis("confidence")
                .yAxis("accuracy")
                .size(WIDTH, HEIGHT);
    }

    private static Figure roc(ClassPredictions predictions) {
        Figure figure = Figure.of("ROC curves, class against rest")
                .xAxis("false positive rate")
                .yAxis("true positive rate");
        for (int k : curves(predictions)) {
            RankingCurve curve = curve(predictions, k);
            figure = figure.line(predictions.classes().get(k), curve.falsePositiveRate(), curve.truePositiveRate());
        }
        return figure;
    }

    private static Figure precisionRecall(ClassPredictions predictions) {
        Figure figure = Figure.of("Precision and recall, class against rest")
                .xAxis("recall")
                .yAxis("precision");
        for (int k : curves(predictions)) {
            RankingCurve curve = curve(predictions, k);
            figure = figure.line(predictions.classes().get(k), curve.recall(), curve.precision());
        }
        return figure;
    }

    private static RankingCurve curve(ClassPredictions predictions, int k) {
        return RankingCurve.of(predictions.scores(k), predictions.positives(k));
    }

    /** The classes that occur; of two the second alone, as the other's curve says the same. */
    private static int[] curves(ClassPredictions predictions) {
        int classes = predictions.classes().size();
        return IntStream.range(classes == 2 ? 1 : 0, classes)
                .filter(k -> Arrays.stream(predictions.labels()).anyMatch(label -> label == k))
                .limit(MOST_CURVES)
                .toArray();
    }

    private static double[] values(List<Bin> bins, ToDoubleFunction<Bin> value) {
        return bins.stream().mapToDouble(value).toArray();
    }

    private static DoubleColumn column(String name, Map<String, Estimate> metrics, ToDoubleFunction<Estimate> part) {
        return DoubleColumn.create(
                name, metrics.values().stream().mapToDouble(part).toArray());
    }
}
