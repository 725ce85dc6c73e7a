package joulebook.magics.render;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import joulebook.kernel.display.DisplayTable;
import joulebook.kernel.display.DisplayTable.Column;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A block as a table of its layers: what each is, what comes out of it, how many parameters it has. */
final class LayerTable {
    private static final int MOST_LAYERS = 100;

    private LayerTable() {}

    /** A row: a block without children, or one that has parameters besides its children's. */
    private record Layer(String name, Block block) {
        private String kind() {
            return block.getClass().getSimpleName();
        }

        private String parameters() {
            List<Parameter> parameters = block.getDirectParameters().values();
            return block.isInitialized() && !parameters.isEmpty() ? "%,d".formatted(count(parameters)) : "";
        }

        private String trained() {
            List<Parameter> parameters = block.getDirectParameters().values();
            long trained =
                    parameters.stream().filter(Parameter::requiresGradient).count();
            return parameters.isEmpty() ? "" : trained == parameters.size() ? "yes" : trained == 0 ? "no" : "partly";
        }

        private String output() {
            Shape[] inputs = block.isInitialized() ? block.getInputShapes() : null;
            if (inputs == null) {
                return "";
            }
            try {
                return Arrays.stream(block.getOutputShapes(inputs))
                        .map(Shape::toString)
                        .collect(Collectors.joining(", "));
            } catch (RuntimeException e) {
                return ""; // an imported block does not know
            }
        }
    }

    /** @param name what the block is called in the table's caption */
    static DisplayData of(String name, Block block) {
        List<Layer> layers = new ArrayList<>();
        collect("", block, layers);
        List<Layer> shown = layers.subList(0, Math.min(MOST_LAYERS, layers.size()));
        DisplayTable table = new DisplayTable(
                name + ": " + total(block),
                List.of(
                        column("layer", false, shown, Layer::name),
                        column("type", false, shown, Layer::kind),
                        column("output", false, shown, Layer::output),
                        column("parameters", true, shown, Layer::parameters),
                        column("trained", false, shown, Layer::trained)),
                layers.size() - shown.size(),
                0);
        DisplayData data = new DisplayData(table.toString());
        data.putHTML(table.toHtml());
        return data;
    }

    private static String total(Block block) {
        List<Parameter> all = block.getParameters().values();
        if (!block.isInitialized()) {
            return "not initialized, so that its shapes are not known yet";
        }
        long fixed = count(
                all.stream().filter(parameter -> !parameter.requiresGradient()).toList());
        return "%,d parameters".formatted(count(all))
                + (fixed == 0 ? "" : ", %,d of them not trained".formatted(fixed));
    }

    private static long count(List<Parameter> parameters) {
        return parameters.stream()
                .mapToLong(parameter -> parameter.getShape().size())
                .sum();
    }

    private static void collect(String name, Block block, List<Layer> layers) {
        boolean isLeaf = block.getChildren().isEmpty();
        if (isLeaf || !block.getDirectParameters().isEmpty()) {
            layers.add(new Layer(name, block));
        }
        for (Pair<String, Block> child : block.getChildren()) {
            collect(name.isEmpty() ? child.getKey() : name + "." + child.getKey(), child.getValue(), layers);
        }
    }

    private static Column column(String name, boolean number, List<Layer> layers, Function<Layer, String> cell) {
        return new Column(name, number, layers.stream().map(cell).toList());
    }
}
