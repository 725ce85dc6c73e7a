package joulebook.magics.view;

import java.util.Map;
import java.util.stream.Stream;
import joulebook.magics.plot.FigureGrid;
import joulebook.ml.math.Estimate;
import joulebook.ml.metric.ClassPredictions;

/** A classifier before and after calibration. */
public final class CalibrationView {
    private static final int COLUMNS = 2;

    private CalibrationView() {}

    /**
     * A row for each metric, with intervals.
     *
     * @param measured metrics by name, by method, the first of which is none
     */
    public static TableView table(String title, Map<String, Map<String, Estimate>> measured) {
        TextRows rows = new TextRows(title + " (95 % intervals)", row("metric", measured.keySet().stream()));
        for (String metric : measured.values().iterator().next().keySet()) {
            rows.row(row(metric, measured.values().stream().map(metrics -> EstimateText.of(metrics.get(metric)))));
        }
        return rows.view();
    }

    /** A reliability diagram for each method. */
    public static FigureGrid figures(Map<String, ClassPredictions> predictions, int bins) {
        return new FigureGrid(
                predictions.entrySet().stream()
                        .map(one -> EvaluationView.reliability(
                                "Reliability, " + one.getKey(), one.getValue().reliability(bins)))
                        .toList(),
                COLUMNS);
    }

    private static String[] row(String first, Stream<String> others) {
        return Stream.concat(Stream.of(first), others).toArray(String[]::new);
    }
}
