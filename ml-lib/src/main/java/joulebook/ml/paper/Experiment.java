package joulebook.ml.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import joulebook.ml.InputException;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Curve.Axes;

/** What a reproduction is given, and where it writes: values measured by quantity and seed, claims, notes. */
public final class Experiment {
    private final Budget budget;
    private final List<Long> seeds;
    private final Consumer<String> progress;
    private final Map<String, Map<Long, Double>> values = new LinkedHashMap<>();
    private final Map<Axes, Map<String, TreeMap<Double, List<Double>>>> points = new LinkedHashMap<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param seeds one or more; claims are judged over at least three
     * @param progress is told what runs, a line at a time
     */
    public Experiment(Budget budget, List<Long> seeds, Consumer<String> progress) {
        if (seeds.isEmpty()) {
            throw new InputException("A reproduction needs at least one seed: give 3 or more to have claims judged.");
        }
        this.budget = budget;
        this.seeds = List.copyOf(seeds);
        this.progress = progress;
    }

    /** The seeds 0, 1, ... */
    public static List<Long> seeds(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    public Budget budget() {
        return budget;
    }

    /** The number that the budget allows. */
    public int scaled(int smoke, int full) {
        return budget == Budget.SMOKE ? smoke : full;
    }

    public List<Long> seeds() {
        return seeds;
    }

    /**
     * Says what runs next; the place where an interrupt ends the reproduction.
     *
     * @throws CancellationException if the thread was interrupted
     */
    public void progress(String what) {
        if (Thread.interrupted()) {
            throw new CancellationException("The reproduction was interrupted before: " + what + ".");
        }
        progress.accept(what);
    }

    /** Writes down what was measured of a quantity with a seed, such as {@code "SAM 0.2, accuracy [%]"}. */
    public void measure(String quantity, long seed, double value) {
        values.computeIfAbsent(quantity, key -> new TreeMap<>()).put(seed, value);
    }

    /** What was measured of a quantity, in the order of the seeds. */
    public Measured measured(String quantity) {
        Map<Long, Double> measured = values.get(quantity);
        if (measured == null) {
            throw new InputException("Nothing was measured of \"" + quantity + "\": the quantities are "
                    + String.join(", ", values.keySet()) + ".");
        }
        return new Measured(List.copyOf(measured.values()));
    }

    /**
     * Writes down a point of a curve; those of the same x are the seeds'.
     *
     * @param series the curve's name among those of the same axes
     */
    public void point(Axes axes, String series, double x, double y) {
        points.computeIfAbsent(axes, key -> new LinkedHashMap<>())
                .computeIfAbsent(series, key -> new TreeMap<>())
                .computeIfAbsent(x, key -> new ArrayList<>())
                .add(y);
    }

    /** All curves, in the order in which they were begun. */
    public List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        points.forEach((axes, bySeries) -> bySeries.forEach((series, byX) -> {
            TreeMap<Double, Measured> measured = new TreeMap<>();
            byX.forEach((x, ys) -> measured.put(x, new Measured(ys)));
            curves.add(new Curve(axes, series, measured));
        }));
        return curves;
    }

    /** All quantities, in the order in which they were first measured. */
    public List<String> quantities() {
        return List.copyOf(values.keySet());
    }

    /**
     * Adds a claim.
     *
     * @param statement what is tested
     * @param reported what the paper reports
     */
    public void claim(String statement, String reported, Measured measured, Criterion criterion) {
        claims.add(new Claim(statement, reported, measured, criterion));
    }

    /** The claims so far. */
    public List<Claim> claims() {
        return List.copyOf(claims);
    }

    /** Adds a sentence for the reader: what differs from the paper, what was tried, what is not shown. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** The notes so far. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
