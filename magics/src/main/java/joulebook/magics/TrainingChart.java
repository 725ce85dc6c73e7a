package joulebook.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.plot.Figure;
import joulebook.magics.plot.FigureOutput;
import joulebook.ml.train.EpochResult;
import joulebook.ml.train.StepResult;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingRun;

/**
 * The learning curves of one training a seed, drawn while they grow, with a line of progress under them. They are drawn
 * on the thread that trains, at most four times a second and for at most a twentieth of the time.
 */
final class TrainingChart {
    private static final long REDRAW_NS = 250_000_000;
    private static final long PAUSE_PER_DRAWING = 19;

    private final MagicContext context;
    private final String title;
    private final int epochs;
    private final List<Long> seeds;
    private final LongSupplier clock;
    private final String id = UUID.randomUUID().toString();
    private final List<Curves> all = new ArrayList<>();
    private long nextDrawing;
    private boolean shown;

    TrainingChart(MagicContext context, String title, int epochs, List<Long> seeds) {
        this(context, title, epochs, seeds, System::nanoTime);
    }

    /** @param clock in ns */
    TrainingChart(MagicContext context, String title, int epochs, List<Long> seeds, LongSupplier clock) {
        this.context = context;
        this.title = title;
        this.epochs = epochs;
        this.seeds = seeds;
        this.clock = clock;
        nextDrawing = clock.getAsLong();
    }

    /**
     * What the training of the next seed reports to.
     *
     * @param endedEarly takes what is left of it if it is interrupted or fails
     */
    TrainingListener next(Consumer<TrainingRun> endedEarly) {
        Curves curves = new Curves("seed " + seeds.get(all.size()), seeds.size() - all.size() - 1, endedEarly);
        all.add(curves);
        return curves;
    }

    /** Whether a training has come so far that there is something to see. */
    boolean isShown() {
        return shown;
    }

    /** Draws all that was reported, to stay. */
    void finish() {
        if (shown) {
            context.update(figure(), id);
        }
    }

    private void draw(String progress) {
        if (shown) {
            context.update(FigureOutput.draft(figure(), progress), id);
        } else {
            context.display(FigureOutput.draft(figure(), progress), id);
            shown = true;
        }
    }

    /** On a logarithmic axis unless a loss is negative. */
    private Figure figure() {
        boolean several = seeds.size() > 1;
        boolean log = all.stream()
                .flatMap(curves -> Stream.concat(curves.trainLoss.stream(), curves.testLoss.stream()))
                .noneMatch(loss -> loss < 0);
        Figure figure = Figure.of(title)
                .xAxis("epoch (of " + epochs + ")")
                .yAxis(several ? "loss (line: training, dots: test)" : "loss");
        for (Curves curves : all) {
            if (!curves.trainLoss.isEmpty()) {
                String name = several ? curves.name : "training";
                figure = figure.line(name, curves.epoch, visible(curves.trainLoss, log));
            }
            if (!curves.testLoss.isEmpty()) {
                String name = several ? curves.name : "test";
                figure = figure.points(name, curves.testEpoch, visible(curves.testLoss, log));
            }
        }
        return log ? figure.logY() : figure;
    }

    private static List<Double> visible(List<Double> losses, boolean log) {
        return log ? losses.stream().map(loss -> loss == 0 ? Double.NaN : loss).toList() : losses;
    }

    /** One training's. */
    private final class Curves implements TrainingListener {
        /** Sums of losses are float32; what is smaller beside them is rounding. */
        private static final double RESOLUTION = 1e-6;

        private final String name;
        private final ProgressLine progress;
        private final Consumer<TrainingRun> endedEarly;
        private final List<Double> epoch = new ArrayList<>();
        private final List<Double> trainLoss = new ArrayList<>();
        private final List<Double> testEpoch = new ArrayList<>();
        private final List<Double> testLoss = new ArrayList<>();
        private int steps;
        private double losses;

        Curves(String name, int trainingsToCome, Consumer<TrainingRun> endedEarly) {
            this.name = name;
            this.endedEarly = endedEarly;
            progress = new ProgressLine(name, epochs, trainingsToCome, clock);
        }

        @Override
        public void onStep(StepResult step) {
            double sum = step.step() * step.lossSoFar();
            double more = sum - losses;
            epoch.add(step.epoch() - 1 + (double) step.step() / step.stepsPerEpoch());
            trainLoss.add(Math.abs(more) > RESOLUTION * Math.abs(sum) ? more / (step.step() - steps) : 0);
            boolean last = step.step() == step.stepsPerEpoch();
            steps = last ? 0 : step.step();
            losses = last ? 0 : sum;
            long now = clock.getAsLong();
            if (now - nextDrawing >= 0) {
                draw(progress.after(step));
                long took = clock.getAsLong() - now;
                nextDrawing = now + Math.max(REDRAW_NS, took * (1 + PAUSE_PER_DRAWING));
            }
        }

        @Override
        public void onEpoch(EpochResult result) {
            testEpoch.add((double) result.epoch());
            testLoss.add(result.test().loss());
            progress.add(result);
        }

        @Override
        public void onEndedEarly(TrainingRun run) {
            endedEarly.accept(run);
        }
    }
}
