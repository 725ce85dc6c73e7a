package joulebook.magics.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import joulebook.magics.plot.Figure;
import joulebook.ml.pruning.Masks;
import joulebook.ml.pruning.PrunedModel;
import joulebook.ml.pruning.PruningResult;
import joulebook.ml.pruning.PruningSweep;
import joulebook.ml.train.Evaluation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What pruning came to: by layer and by stage, or over methods and sparsities. */
public final class PruningView {
    private PruningView() {}

    /** A row for each layer: its weights, how many are left. */
    public static TableView layers(String name, PruningResult result) {
        return TableView.of(result.masks().table().setName(name + ": weights by layer"));
    }

    /** A row for each stage: loss, and accuracy where the model classifies. */
    public static TableView stages(PruningResult result) {
        List<Stage> stages = stagesOf(result);
        Table table = Table.create(
                "on the test data",
                StringColumn.create("model", stages.stream().map(Stage::name)),
                DoubleColumn.create(
                        "test loss", stages.stream().mapToDouble(s -> s.test().loss())));
        if (result.before().accuracy().isPresent()) {
            table.addColumns(DoubleColumn.create(
                    "test accuracy (%)",
                    stages.stream().mapToDouble(s -> 100 * s.test().accuracy().orElseThrow())));
        }
        return TableView.of(table);
    }

    /** The share of weights left in each layer. */
    public static Figure figure(PruningResult result) {
        List<Masks.Layer> layers = result.masks().layers();
        return Figure.of("Weights left by layer")
                .bars(
                        "left",
                        layers.stream().map(Masks.Layer::name).toList(),
                        layers.stream()
                                .mapToDouble(layer -> 100 * (1 - layer.sparsity()))
                                .toArray())
                .yAxis("weights left (%)");
    }

    /** A row for each model of a sweep: what it can still do, what is left of it, what predicting takes. */
    public static TableView models(String name, PruningSweep sweep) {
        List<PrunedModel> models = sweep.models();
        boolean fineTuned = models.stream().anyMatch(model -> model.fineTuned().isPresent());
        String quality = qualityName(sweep);
        Table table = Table.create(
                name + ": on the test data; energy by "
                        + sweep.dense().inference().reading().source(),
                StringColumn.create("method", models.stream().map(PrunedModel::method)),
                numbers("sparsity (%)", models, model -> 100 * model.sparsity()),
                numbers(fineTuned ? quality + ", pruned" : quality, models, model -> quality(model.pruned())));
        if (fineTuned) {
            table.addColumns(numbers(quality + ", fine-tuned", models, model -> quality(model.after())));
        }
        table.addColumns(
                numbers("parameters left", models, PrunedModel::parameters),
                numbers("memory (kB)", models, model -> model.bytes() / 1e3),
                numbers(
                        "time for 1,000 (ms)",
                        models,
                        model -> 1e3 * model.inference().seconds()));
        if (sweep.dense().inference().joules().isPresent()) {
            table.addColumns(numbers("energy for 1,000 (J)", models, PruningView::joules));
        }
        return TableView.of(table, models.size());
    }

    /**
     * What models can still do against sparsity, a line for each method, and what predicting takes: energy, or time where
     * none was measured.
     */
    public static List<Figure> figures(PruningSweep sweep) {
        boolean energy = sweep.dense().inference().joules().isPresent();
        return List.of(
                against(sweep, "Quality against sparsity", qualityName(sweep), model -> quality(model.after())),
                energy
                        ? against(sweep, "Energy against sparsity", "energy for 1,000 (J)", PruningView::joules)
                        : against(
                                sweep,
                                "Time against sparsity",
                                "time for 1,000 (ms)",
                                model -> 1e3 * model.inference().seconds()));
    }

    private static Figure against(
            PruningSweep sweep, String title, String yAxis, ToDoubleFunction<PrunedModel> quantity) {
        Map<String, List<PrunedModel>> byMethod = sweep.pruned().stream()
                .collect(Collectors.groupingBy(PrunedModel::method, LinkedHashMap::new, Collectors.toList()));
        DoubleSummaryStatistics range = sweep.pruned().stream()
                .mapToDouble(model -> 100 * model.sparsity())
                .summaryStatistics();
        Figure figure = Figure.of(title).xAxis("sparsity (%)").yAxis(yAxis);
        for (Map.Entry<String, List<PrunedModel>> method : byMethod.entrySet()) {
            List<PrunedModel> models = method.getValue().stream()
                    .sorted(Comparator.comparingDouble(PrunedModel::sparsity))
                    .toList();
            figure = figure.line(
                    method.getKey(),
                    models.stream().mapToDouble(model -> 100 * model.sparsity()).toArray(),
                    models.stream().mapToDouble(quantity).toArray());
        }
        double dense = quantity.applyAsDouble(sweep.dense());
        double from = range.getMin() < range.getMax() ? range.getMin() : 0;
        return figure.line("dense", new double[] {from, range.getMax()}, new double[] {dense, dense});
    }

    private static DoubleColumn numbers(String name, List<PrunedModel> models, ToDoubleFunction<PrunedModel> quantity) {
        return DoubleColumn.create(name, models.stream().mapToDouble(quantity));
    }

    private static String qualityName(PruningSweep sweep) {
        return sweep.dense().after().accuracy().isPresent() ? "test accuracy (%)" : "test loss";
    }

    /** The accuracy in percent, or the loss where the model predicts numbers. */
    private static double quality(Evaluation test) {
        return test.accuracy().isPresent() ? 100 * test.accuracy().getAsDouble() : test.loss();
    }

    private static double joules(PrunedModel model) {
        return model.inference().joules().orElse(Double.NaN);
    }

    private record Stage(String name, Evaluation test) {}

    private static List<Stage> stagesOf(PruningResult result) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("before", result.before()));
        stages.add(new Stage("pruned", result.pruned()));
        result.fineTuned().ifPresent(run -> stages.add(new Stage("fine-tuned", result.after())));
        return stages;
    }
}
