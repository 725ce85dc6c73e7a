package joulebook.ml.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import joulebook.ml.InputException;
import joulebook.ml.train.NamedAlgorithm;
import joulebook.ml.train.TrainingOptions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Trials of many models, data sizes and seeds, and their results as a table. */
public final class TrialGrid {

    private TrialGrid() {}

    /**
     * The trials of each model with each data size and each seed, which vary in this order, the seed fastest.
     *
     * @param data their name and the limit of the test part; the sizes limit the other
     * @param models with alternatives, such as {@code mlp:hidden=8|16|32}
     * @param sizes how many examples to learn from
     */
    public static List<Trial> of(
            TrialData data,
            NamedAlgorithm algorithm,
            TrainingOptions options,
            String models,
            List<Integer> sizes,
            List<Long> seeds) {
        List<Trial> trials = new ArrayList<>();
        for (String model : alternatives(models)) {
            for (int size : sizes) {
                for (long seed : seeds) {
                    trials.add(new Trial(
                            model, new TrialData(data.name(), size, data.test()), algorithm, options.withSeed(seed)));
                }
            }
        }
        return trials;
    }

    /**
     * Each choice of a method's settings: {@code mlp:hidden=8|16} is {@code mlp:hidden=8} and {@code mlp:hidden=16}. Where
     * several settings have alternatives, the last varies fastest.
     *
     * @throws InputException if an alternative is empty
     */
    public static List<String> alternatives(String text) {
        List<String> all = List.of("");
        String separator = "";
        for (String setting : text.split(",", -1)) {
            int values = setting.indexOf('=') + 1;
            List<String> longer = new ArrayList<>();
            for (String before : all) {
                for (String value : setting.substring(values).split("\\|", -1)) {
                    if (value.isBlank()) {
                        throw new InputException("The alternatives in \"" + text
                                + "\" cannot be read: write values between bars, such as mlp:hidden=8|16.");
                    }
                    longer.add(before + separator + setting.substring(0, values) + value.strip());
                }
            }
            all = longer;
            separator = ",";
        }
        return all;
    }

    /**
     * A row for each trial that ran: model, seed, N (parameters), D (examples gone through), compute (6 N D), loss (on the
     * test data, after the last epoch), lowest_loss (after any epoch), test_accuracy (for class labels), seconds, and
     * joules, missing where none were measured.
     */
    public static Table table(String name, List<TrialResult.Done> done) {
        return Table.create(
                name,
                StringColumn.create(
                        "model", done.stream().map(result -> result.trial().model())),
                LongColumn.create(
                        "seed",
                        done.stream().mapToLong(result -> result.run().seed()).toArray()),
                column("N", done, TrialResult.Done::parameters),
                column("D", done, TrialResult.Done::samples),
                column("compute", done, TrialResult.Done::flops),
                column("loss", done, result -> result.run().metric("test_loss")),
                column("lowest_loss", done, TrialGrid::lowestLoss),
                column("test_accuracy", done, result -> result.run().metric("test_accuracy")),
                column("seconds", done, result -> result.run().reading().seconds()),
                column("joules", done, result -> result.run().joules()));
    }

    private static double lowestLoss(TrialResult.Done result) {
        return result.run().history().stream()
                .mapToDouble(epoch -> epoch.getOrDefault("test_loss", Double.NaN))
                .min()
                .orElse(Double.NaN);
    }

    private static DoubleColumn column(
            String name, List<TrialResult.Done> done, ToDoubleFunction<TrialResult.Done> quantity) {
        return DoubleColumn.create(name, done.stream().mapToDouble(quantity));
    }
}
