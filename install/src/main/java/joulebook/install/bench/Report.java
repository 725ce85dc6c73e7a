package joulebook.install.bench;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import joulebook.magics.text.Numbers;

/** What a run of measurements gave: as a table for people, and as JSON with the values of each round. */
public final class Report {
    private static final Gson GSON = new Gson();

    private static final String ROW = "%-34s %24s %24s %24s %7s %7s  %s%n";

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
        text.append("Medians of %d rounds with their range; ratios are medians of those within a round.%n%n"
                .formatted(results.get(0).rounds().size()));
        text.append(ROW.formatted("", "joulebook", "floor", "ipykernel", "/floor", "/ipyk.", "goal"));
        results.forEach(result -> text.append(row(result)));
        text.append(System.lineSeparator());
        measurements.forEach(m -> text.append("%s: %s%n".formatted(m.name(), m.description())));
        return text.toString();
    }

    private static String row(Result result) {
        Quantity quantity = result.quantity();
        return ROW.formatted(
                quantity.name() + (quantity.unit().isEmpty() ? "" : " [" + quantity.unit() + "]"),
                spread(result.values(Subject.JOULEBOOK)),
                spread(result.values(Subject.FLOOR)),
                spread(result.values(Subject.IPYKERNEL)),
                ratio(result.ratios(Subject.FLOOR)),
                ratio(result.ratios(Subject.IPYKERNEL)),
                quantity.goal()
                        .map(goal -> goal.text() + ": " + verdict(result))
                        .orElse(""));
    }

    private static String spread(double[] values) {
        if (values.length == 0) {
            return "-";
        }
        Arrays.sort(values);
        String median = Numbers.brief(Result.median(values));
        return values.length == 1
                ? median
                : "%s (%s-%s)".formatted(median, Numbers.brief(values[0]), Numbers.brief(values[values.length - 1]));
    }

    private static String ratio(double[] ratios) {
        double median = ratios.length == 0 ? Double.NaN : Result.median(ratios);
        return Double.isFinite(median) ? String.format(Locale.ROOT, "%.2f", median) : "-";
    }

    private static String verdict(Result result) {
        return result.reached().map(reached -> reached ? "reached" : "MISSED").orElse("nothing to compare with");
    }

    /**
     * {@code {machine, results: [{quantity, unit, joulebook: [...], floor: [...], ipykernel: [...], goal, reached}]}};
     * the values are those of the rounds, and what there is not is left out.
     */
    public JsonObject json() {
        JsonArray rows = new JsonArray();
        for (Result result : results) {
            JsonObject row = new JsonObject();
            row.addProperty("quantity", result.quantity().name());
            row.addProperty("unit", result.quantity().unit());
            for (Subject subject : Subject.values()) {
                row.add(subject.title(), GSON.toJsonTree(result.values(subject)));
            }
            result.quantity().goal().ifPresent(goal -> row.addProperty("goal", goal.text()));
            result.reached().ifPresent(reached -> row.addProperty("reached", reached));
            rows.add(row);
        }
        JsonObject json = new JsonObject();
        json.add("machine", GSON.toJsonTree(machine));
        json.add("results", rows);
        return json;
    }
}
