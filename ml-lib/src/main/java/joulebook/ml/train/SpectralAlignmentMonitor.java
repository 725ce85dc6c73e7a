package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joulebook.ml.InputException;
import joulebook.ml.math.PowerIteration;
import joulebook.ml.math.PowerIteration.Singular;
import joulebook.ml.model.Layers;

/**
 * Warns of a loss explosion: every few steps it looks at the spectral alignment of the linear layers between the first and
 * the last, and raises an alarm when the sign diversity of one that was above 0.5 is below 0.1 at two checks in a row. (A
 * layer that starts one-signed, as after a ReLU, raises none.) A check costs a forward pass and two products a layer.
 */
public final class SpectralAlignmentMonitor implements Monitor {
    private static final double BALANCED = 0.5;
    private static final double COLLAPSED = 0.1;
    private static final int CHECKS = 2;
    private static final int FIRST_ITERATIONS = 20;
    private static final int ITERATIONS = 2;
    private static final double CLEAR_GAP = 1.001;

    /**
     * A layer at a step.
     *
     * @param layer counted from 1 among the linear layers
     * @param spectralNorm sigma_1 of its weights
     * @param clear whether the direction is well-defined, by sigma_1 over an estimate of sigma_2
     * @param mean of the alignments; its sign is arbitrary
     * @param signDiversity from 0, all of one sign, to 1; NaN if a weight or an input is no finite number
     */
    public record Check(int step, int layer, double spectralNorm, boolean clear, double mean, double signDiversity) {}

    /** The layer and the step of an alarm. */
    public record Alarm(int step, int layer) {}

    /** What is remembered of a layer. */
    private static final class Watched {
        private float[] direction;
        private boolean wasBalanced;
        private int collapsed;
    }

    private final int every;
    private final boolean stops;
    private final Map<Integer, Watched> watched = new HashMap<>();
    private final List<Check> checks = new ArrayList<>();
    private Optional<Alarm> alarm = Optional.empty();

    /**
     * @param every the steps between checks, at least 1
     * @param stops whether an alarm ends the training
     */
    public SpectralAlignmentMonitor(int every, boolean stops) {
        if (every < 1) {
            throw new InputException(
                    "Spectral alignment is checked every " + every + " steps, but it must be at least 1.");
        }
        this.every = every;
        this.stops = stops;
    }

    @Override
    public void onStep(Step step) {
        if (step.number() % every != 0) {
            return;
        }
        List<Layers.Seen> linears = Layers.inputs(step.model(), step.batch().features(), false).stream()
                .filter(seen -> seen.layer() instanceof Linear)
                .toList();
        if (linears.size() < 3) {
            throw new InputException(
                    "Spectral alignment is watched in linear layers between the first and the last, but "
                            + "the model has " + linears.size() + " linear layers: it needs at least 3.");
        }
        for (int layer = 2; layer < linears.size(); layer++) {
            check(step.number(), layer, linears.get(layer - 1));
        }
    }

    private void check(int step, int layer, Layers.Seen seen) {
        NDArray weight = seen.layer().getDirectParameters().get("weight").getArray();
        int units = (int) weight.getShape().get(1);
        Watched memory = watched.computeIfAbsent(layer, key -> new Watched());
        Singular top = memory.direction == null
                ? PowerIteration.top(weight, PowerIteration.start(units), FIRST_ITERATIONS)
                : PowerIteration.top(weight, memory.direction, ITERATIONS);
        memory.direction = top.right();
        boolean clear = PowerIteration.gap(weight, top, ITERATIONS) >= CLEAR_GAP;
        double[] alignments = SpectralAlignment.alignments(seen.input().reshape(-1, units), top.right());
        double diversity = top.value() > 0 ? SpectralAlignment.signDiversity(alignments) : Double.NaN;
        double mean = Arrays.stream(alignments).average().orElse(Double.NaN);
        checks.add(new Check(step, layer, top.value(), clear, mean, diversity));

        memory.wasBalanced |= diversity > BALANCED;
        memory.collapsed = diversity < COLLAPSED ? memory.collapsed + 1 : 0;
        if (alarm.isEmpty() && memory.wasBalanced && memory.collapsed >= CHECKS) {
            alarm = Optional.of(new Alarm(step, layer));
        }
    }

    @Override
    public Optional<String> stop() {
        return alarm.filter(raised -> stops)
                .map(raised -> "the inputs of linear layer " + raised.layer()
                        + " took one sign along its main direction at step " + raised.step());
    }

    /** The first alarm, if there was one. */
    public Optional<Alarm> alarm() {
        return alarm;
    }

    /** All checks so far, by step and layer. */
    public List<Check> checks() {
        return Collections.unmodifiableList(checks);
    }
}
