package joulebook.magics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.plot.Figure;
import joulebook.magics.plot.FigureOutput;
import joulebook.ml.train.TrainingListener;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The training loss as it falls: a figure under the cell that is redrawn at most every half second. */
final class TrainingChart {
    private static final long REDRAW_NS = 500_000_000;

    private final MagicContext context;
    private final String title;
    private final int epochs;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, Series> all = new LinkedHashMap<>();
    private long drawn;
    private boolean shown;

    TrainingChart(MagicContext context, String title, int epochs) {
        this.context = context;
        this.title = title;
        this.epochs = epochs;
    }

    private record Series(List<Double> epoch, List<Double> loss) {}

    /** The steps of an epoch so far, and the sum of their losses. */
    private record Sum(int epoch, int steps, double losses) {
        static final Sum NONE = new Sum(0, 0, 0);
    }

    /** What one training reports to; its line has the given name. */
    TrainingListener series(String name) {
        Series series = new Series(new ArrayList<>(), new ArrayList<>());
        all.put(name, series);
        return new TrainingListener() {
            private Sum before = Sum.NONE;

            @Override
            public void onStep(int epoch, int step, int stepsPerEpoch, double lossSoFar) {
                Sum sum = new Sum(epoch, step, step * lossSoFar);
                Sum from = before.epoch == epoch ? before : Sum.NONE;
                before = sum;
                series.epoch.add(epoch - 1 + (double) step / stepsPerEpoch);
                series.loss.add((sum.losses - from.losses) / (sum.steps - from.steps)); // since the last report
                long now = System.nanoTime();
                if (!shown || now - drawn > REDRAW_NS) {
                    draw();
                    drawn = now;
                }
            }
        };
    }

    /** Draws all that was reported, to stay. */
    void finish() {
        if (shown) {
            context.update(figure(), id);
        }
    }

    private void draw() {
        DisplayData draft = FigureOutput.draft(figure());
        if (shown) {
            context.update(draft, id);
        } else {
            context.display(draft, id);
            shown = true;
        }
    }

    private Figure figure() {
        Figure figure = Figure.of(title)
                .xAxis("epoch (of " + epochs + ")")
                .yAxis("training loss")
                .logY();
        for (Map.Entry<String, Series> line : all.entrySet()) {
            if (!line.getValue().epoch().isEmpty()) {
                figure = figure.line(
                        line.getKey(), line.getValue().epoch(), line.getValue().loss());
            }
        }
        return figure;
    }
}
