package joulebook.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import joulebook.magics.text.Numbers;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Units;
import joulebook.ml.train.EpochResult;
import joulebook.ml.train.StepResult;

/** Where one training out of several stands, in one line: {@code epoch 2 of 5 · batch 120 of 469 · loss 0.12 · ... left}. */
final class ProgressLine {
    private final String name;
    private final int epochs;
    private final int trainingsToCome;
    private final LongSupplier clock;
    private final long started;
    private int resumedAfter = -1;
    private String metric = "";
    private double joules;
    private double seconds;

    /**
     * @param name of the training, such as {@code seed 1}
     * @param epochs of each training
     * @param trainingsToCome after this one
     * @param clock in ns
     */
    ProgressLine(String name, int epochs, int trainingsToCome, LongSupplier clock) {
        this.name = name;
        this.epochs = epochs;
        this.trainingsToCome = trainingsToCome;
        this.clock = clock;
        started = clock.getAsLong();
    }

    /** Sees an epoch, whose metric the lines after it show. */
    void add(EpochResult result) {
        metric = result.test().accuracy().isPresent()
                ? "test accuracy "
                        + Numbers.brief(100 * result.test().accuracy().getAsDouble()) + " %"
                : "test loss " + Numbers.brief(result.test().loss());
    }

    /** The line after a step; the watts are the mean since the line before, of the training steps alone. */
    String after(StepResult step) {
        if (resumedAfter < 0) {
            resumedAfter = step.epoch() - 1;
        }
        List<String> parts = new ArrayList<>(List.of(
                name,
                "epoch " + step.epoch() + " of " + epochs,
                "batch " + step.step() + " of " + step.stepsPerEpoch(),
                "loss " + Numbers.brief(step.lossSoFar())));
        if (!metric.isEmpty()) {
            parts.add(metric);
        }
        Reading soFar = step.soFar().get();
        if (!soFar.devices().isEmpty()) {
            double watts = (soFar.joules() - joules) / (soFar.seconds() - seconds);
            if (Double.isFinite(watts)) {
                parts.add(Units.text(Math.max(0, watts), "W"));
            }
            parts.add(Units.text(soFar.joules(), "J"));
            joules = soFar.joules();
            seconds = soFar.seconds();
        }
        parts.add(duration(secondsLeft(step)) + " left");
        return String.join(" · ", parts);
    }

    /** At the pace of this training so far, its evaluations included. */
    private double secondsLeft(StepResult step) {
        double done = step.epoch() - 1 + (double) step.step() / step.stepsPerEpoch();
        double secondsPerEpoch = (clock.getAsLong() - started) / 1e9 / (done - resumedAfter);
        return secondsPerEpoch * (epochs - done + (double) epochs * trainingsToCome);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
