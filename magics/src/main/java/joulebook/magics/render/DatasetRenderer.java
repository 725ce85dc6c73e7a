package joulebook.magics.render;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joulebook.kernel.display.DisplayTable;
import joulebook.kernel.display.DisplayTable.Column;
import joulebook.kernel.display.ObjectRenderer;
import joulebook.magics.text.Numbers;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A data set as its size and its targets, with its first examples where they are images. */
public final class DatasetRenderer implements ObjectRenderer<Dataset> {
    private static final int MOST_CLASSES = 20;
    private static final int IMAGES = 10;

    @Override
    public Class<Dataset> type() {
        return Dataset.class;
    }

    @Override
    public DisplayData render(Dataset data) {
        DisplayTable table = data.targets() instanceof Targets.Classes classes
                ? classes(data, classes)
                : values(data, (Targets.Values) data.targets());
        DisplayData shown = new DisplayData(table.toString());
        shown.putHTML(table.toHtml() + (Picture.fits(data.shape()) ? images(data) : ""));
        return shown;
    }

    private static DisplayTable classes(Dataset data, Targets.Classes classes) {
        long[] counts = new long[classes.names().size()];
        Arrays.stream(classes.labels()).forEach(label -> counts[label]++);
        int shown = Math.min(MOST_CLASSES, counts.length);
        return new DisplayTable(
                data.toString(),
                List.of(
                        new Column("class", false, classes.names().subList(0, shown)),
                        new Column(
                                "examples",
                                true,
                                Arrays.stream(counts)
                                        .limit(shown)
                                        .mapToObj("%,d"::formatted)
                                        .toList())),
                counts.length - shown,
                0);
    }

    private static DisplayTable values(Dataset data, Targets.Values targets) {
        double[] sorted = IntStream.range(0, targets.size())
                .mapToDouble(i -> targets.values()[i])
                .sorted()
                .toArray();
        double mean = Arrays.stream(sorted).average().orElseThrow();
        return new DisplayTable(
                data.toString(),
                List.of(
                        new Column("target", false, List.of("smallest", "mean", "largest")),
                        new Column(
                                "value", true, Numbers.column(new double[] {sorted[0], mean, sorted[sorted.length - 1]
                                }))),
                0,
                0);
    }

    private static String images(Dataset data) {
        int size = (int) data.shape().size();
        return IntStream.range(0, Math.min(IMAGES, data.size()))
                .mapToObj(
                        i -> Picture.of(data.features(), i * size, data.shape()).toHtml())
                .collect(Collectors.joining());
    }
}
