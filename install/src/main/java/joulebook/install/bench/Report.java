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
    public static Report run(List<Measurement> measurements, int rounds, Consumer<String> progress) {
        double load = Machine.load();
        List<Sample> samples = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Measurement measurement : measurements) {
                progress.accept("Round " + round + " of " + rounds + ": " + measurement.name());
                samples.addAll(measurement.round());
            }
        }
        return new Report(measurements, Machine.after(load), Result.of(samples));
    }

    /** The machine, one row per quantity, and what the raw sides are. */
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
        text.append("Medians of %d rounds; the ratio with its range over the rounds.%n%n"
                .formatted(results.get(0).rounds().size()));
        text.append("%-32s %10s %10s %7s%n".formatted("", "ours", "raw", "ratio"));
        results.forEach(result -> text.append(row(result)));
        text.append(System.lineSeparator());
        measurements.forEach(m -> text.append("raw %s: %s%n".formatted(m.name(), m.floor())));
        return text.toString();
    }

    private static String row(Result result) {
        String name = result.quantity() + (result.unit().isEmpty() ? "" : " [" + result.unit() + "]");
        String row = "%-32s %10s".formatted(name, Numbers.brief(Result.median(result.ours())));
        double[] ratios = result.ratios();
        if (ratios.length > 0) {
            Arrays.sort(ratios);
            row += String.format(
                    Locale.ROOT,
                    " %10s %7.2f (%.2f to %.2f)",
                    Numbers.brief(Result.median(result.raw())),
                    Result.median(ratios),
                    ratios[0],
                    ratios[ratios.length - 1]);
        }
        return row + System.lineSeparator();
    }

    /** {@code {machine, results: [{quantity, unit, ours: [...], raw: [...]}]}}; the values are those of the rounds. */
    public JsonObject json() {
        JsonArray rows = new JsonArray();
        for (Result result : results) {
            JsonObject row = new JsonObject();
            row.addProperty("quantity", result.quantity());
            row.addProperty("unit", result.unit());
            row.add("ours", GSON.toJsonTree(result.ours()));
            row.add("raw", GSON.toJsonTree(result.raw()));
            rows.add(row);
        }
        JsonObject json = new JsonObject();
        json.add("machine", GSON.toJsonTree(machine));
        json.add("results", rows);
        return json;
    }
}
