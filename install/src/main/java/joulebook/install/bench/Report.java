package joulebook.install.bench;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import joulebook.magics.text.Numbers;

/** What a run of measurements gave: as a table for people, and as JSON with the values of each round. */
public final class Report {
    private static final Gson GSON = new Gson();

    private final List<Measurement> measurements;
    private final Machine machine;
    private final List<Result> results;

    private Report(List<Measurement> measurements, Machine machine, List<Result> results) {
        this.measurements = measurements;
        this.machine = machine;
        this.results = results;
    }

    /**
     * Runs the measurements, in each round all of them.
     *
     * @param rounds at least 1
     * @param progress is told what runs
     */
    public static Report run(List<Measurement> measurements, Sides sides, int rounds, Consumer<String> progress) {
        double load = Machine.load();
        List<List<Sample>> samples = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            List<Sample> ofRound = new ArrayList<>();
            for (Measurement measurement : measurements) {
                progress.accept("Round " + round + " of " + rounds + ": " + measurement.name());
                ofRound.addAll(measurement.round(sides));
            }
            samples.add(ofRound);
        }
        return new Report(measurements, Machine.after(load), Result.of(samples));
    }

    /** The machine, one row per quantity, and what was done. */
    public String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s, %d cores, Java %s, load average %.2f before and %.2f after%n",
                machine.processor(),
                machine.cores(),
                machine.java(),
                machine.loadBefore(),
                machine.loadAfter()));
        text.append("Medians of %d rounds with their range; ratios, ours by theirs, are those within a round.%n"
                .formatted(results.get(0).rounds().size()));
        List<Subject> columns = List.of();
        for (Result result : results) {
            if (!columns.containsAll(result.others())) {
                columns = result.others();
                text.append(System.lineSeparator()).append(header(columns));
            }
            text.append(row(result, columns));
        }
        text.append(System.lineSeparator());
        measurements.forEach(m -> text.append("%s: %s%n".formatted(m.name(), m.description())));
        return text.toString();
    }

    private static String header(List<Subject> others) {
        StringBuilder line = new StringBuilder("%-34s %24s".formatted("", Subject.JOULEBOOK.title()));
        others.forEach(other -> line.append(" %24s".formatted(other.title())));
        others.forEach(other -> line.append(" %18s".formatted("by " + other.title())));
        return line.append("  goal%n".formatted()).toString();
    }

    private static String row(Result result, List<Subject> others) {
        Quantity quantity = result.quantity();
        StringBuilder line = new StringBuilder("%-34s %24s"
                .formatted(
                        quantity.name() + (quantity.unit().isEmpty() ? "" : " [" + quantity.unit() + "]"),
                        spread(result.values(Subject.JOULEBOOK))));
        others.forEach(other -> line.append(" %24s".formatted(spread(result.values(other)))));
        others.forEach(other -> line.append(" %18s".formatted(spread(result.ratios(other)))));
        String goals = quantity.goals().stream()
                .map(goal -> goal.text() + ": " + verdict(result, goal))
                .collect(Collectors.joining("; "));
        return line.append("  ").append(goals).append(System.lineSeparator()).toString();
    }

    private static String spread(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return "-";
        }
        String median = Numbers.brief(Result.median(sorted));
        return sorted.length == 1
                ? median
                : "%s (%s-%s)".formatted(median, Numbers.brief(sorted[0]), Numbers.brief(sorted[sorted.length - 1]));
    }

    private static String verdict(Result result, Goal goal) {
        return result.reached(goal)
                .map(reached -> reached ? "reached" : "MISSED")
                .orElse("nothing to compare with");
    }

    /**
     * {@code {machine, results: [{quantity, unit, joulebook: [...], floor: [...], ..., goals: [{goal, reached}]}]}}; the
     * values are those of the rounds, and what there is not is left out.
     */
    public JsonObject json() {
        JsonArray rows = new JsonArray();
        for (Result result : results) {
            JsonObject row = new JsonObject();
            row.addProperty("quantity", result.quantity().name());
            row.addProperty("unit", result.quantity().unit());
            row.add(Subject.JOULEBOOK.title(), GSON.toJsonTree(result.values(Subject.JOULEBOOK)));
            result.others().forEach(other -> row.add(other.title(), GSON.toJsonTree(result.values(other))));
            JsonArray goals = new JsonArray();
            for (Goal goal : result.quantity().goals()) {
                JsonObject entry = new JsonObject();
                entry.addProperty("goal", goal.text());
                result.reached(goal).ifPresent(reached -> entry.addProperty("reached", reached));
                goals.add(entry);
            }
            row.add("goals", goals);
            rows.add(row);
        }
        JsonObject json = new JsonObject();
        json.add("machine", GSON.toJsonTree(machine));
        json.add("results", rows);
        return json;
    }
}
