package joulebook.ml.train;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import joulebook.ml.InputException;
import joulebook.ml.energy.Reading;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Row;

/**
 * What a training reached and cost, without its model: small, and it travels as JSON.
 *
 * @param algorithm the id of the training algorithm
 * @param dataset the name of the data
 * @param options what was asked for
 * @param metrics those of {@link TrainingRun#metrics} that are finite
 * @param history a map an epoch, from the columns of {@link TrainingRun#history} to those values that are finite
 * @param reading the cost of all training steps
 */
public record RunSummary(
        String algorithm,
        String dataset,
        TrainingOptions options,
        Map<String, Double> metrics,
        List<Map<String, Double>> history,
        Reading reading) {

    private static final Gson GSON = new Gson();

    public RunSummary {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        history = List.copyOf(history);
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(reading, "reading");
    }

    /** The summary of a run. */
    public static RunSummary of(TrainingRun run) {
        Map<String, Double> metrics = new LinkedHashMap<>(run.metrics());
        metrics.values().removeIf(value -> !Double.isFinite(value));
        List<Map<String, Double>> history = new ArrayList<>();
        for (Row row : run.history()) {
            Map<String, Double> epoch = new LinkedHashMap<>();
            for (NumericColumn<?> column : run.history().numericColumns()) {
                double value = column.getDouble(row.getRowNumber());
                if (Double.isFinite(value)) {
                    epoch.put(column.name(), value);
                }
            }
            history.add(epoch);
        }
        return new RunSummary(run.algorithm(), run.dataset(), run.options(), metrics, history, run.reading());
    }

    /** The summaries of runs, in their order. */
    public static List<RunSummary> of(TrainingRuns runs) {
        return runs.runs().stream().map(RunSummary::of).toList();
    }

    /** The seed of the initial weights and of the order of the examples. */
    public long seed() {
        return options.seed();
    }

    /** A metric after the last epoch; NaN if there is none of that name. */
    public double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    /** The joules of all training steps; NaN if none were measured. */
    public double joules() {
        return reading.devices().isEmpty() ? Double.NaN : reading.joules();
    }

    /** The highest test accuracy after any epoch; NaN where the targets are no class labels. */
    public double bestAccuracy() {
        return history.stream()
                .mapToDouble(epoch -> epoch.getOrDefault("test_accuracy", Double.NaN))
                .filter(accuracy -> !Double.isNaN(accuracy))
                .max()
                .orElse(Double.NaN);
    }

    /**
     * The joules from the start to the end of the first epoch after which the test accuracy was at least this high; NaN
     * if it never was, or no joules were measured.
     */
    public double joulesToReach(double accuracy) {
        if (reading.devices().isEmpty()) {
            return Double.NaN;
        }
        return history.stream()
                .filter(epoch -> epoch.getOrDefault("test_accuracy", Double.NaN) >= accuracy)
                .mapToDouble(epoch -> epoch.getOrDefault("joules", Double.NaN))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** This summary as JSON: the other components beside what {@link Reading#toJson()} writes. */
    public JsonObject toJson() {
        JsonObject json = reading.toJson();
        json.addProperty("algorithm", algorithm);
        json.addProperty("dataset", dataset);
        json.add("options", GSON.toJsonTree(options));
        json.add("metrics", GSON.toJsonTree(metrics));
        json.add("history", GSON.toJsonTree(history));
        return json;
    }

    /**
     * The summary that {@link #toJson()} wrote.
     *
     * @throws InputException if the JSON is not a summary
     */
    public static RunSummary fromJson(JsonObject json) {
        try {
            Parts parts = GSON.fromJson(json, Parts.class);
            return new RunSummary(
                    parts.algorithm,
                    parts.dataset,
                    parts.options,
                    parts.metrics,
                    parts.history,
                    Reading.fromJson(json));
        } catch (RuntimeException wrong) {
            throw (InputException)
                    new InputException("This JSON is not a run's summary: give an object that RunSummary.toJson wrote.")
                            .initCause(wrong);
        }
    }

    /** All but the reading. */
    private record Parts(
            String algorithm,
            String dataset,
            TrainingOptions options,
            Map<String, Double> metrics,
            List<Map<String, Double>> history) {}
}
