package joulebook.magics.view;

import java.util.ArrayList;
import java.util.List;
import joulebook.magics.plot.Figure;
import joulebook.ml.pruning.Masks;
import joulebook.ml.pruning.PruningResult;
import joulebook.ml.train.Evaluation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What pruning came to: by layer and by stage. */
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

    private record Stage(String name, Evaluation test) {}

    private static List<Stage> stagesOf(PruningResult result) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("before", result.before()));
        stages.add(new Stage("pruned", result.pruned()));
        result.fineTuned().ifPresent(run -> stages.add(new Stage("fine-tuned", result.after())));
        return stages;
    }
}
