package joulebook.install.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Window;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.hipparchus.stat.descriptive.rank.Median;

/** What the meter itself costs the process it measures. It is the only one in the process that opens windows. */
public final class MeterCost {
    private static final int EXAMPLES = 3_200;
    private static final int WARM_UP = 20;
    private static final int WINDOWS = 200;
    private static final String SAMPLER = "joulebook-energy";

    private MeterCost() {}

    /**
     * Trains with the meter on and off in alternation, in pairs of which each second one is turned round.
     *
     * @param pairs how many
     * @return milliseconds of a step with the meter on and with it off, each the median of the trainings, and their ratio,
     *     the median of the pairs; milliseconds to open and close a window (median); the percentage of a core that the
     *     sampling thread uses while a window is open
     */
    public static String measure(int pairs) {
        Meter meter = Meter.forThisMachine();
        if (!meter.sources().contains(EnergySource.NVML)) {
            throw new IllegalStateException("The meter does not see the GPUs: " + meter.notes());
        }
        var images = Datasets.load("mnist").train().take(EXAMPLES);
        var data = new TrainTest(images, images.take(100));
        for (int i = 0; i < WARM_UP; i++) {
            secondsOfTraining(data, i % 2 == 0 ? meter : Meter.none());
        }
        double[] on = new double[pairs];
        double[] off = new double[pairs];
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            on[i] = i % 2 == 0 ? secondsOfTraining(data, meter) : 0;
            off[i] = secondsOfTraining(data, Meter.none());
            on[i] = i % 2 == 0 ? on[i] : secondsOfTraining(data, meter);
            ratios[i] = on[i] / off[i];
        }
        int steps = EXAMPLES / TrainingOptions.defaults().batchSize();
        return List.of(
                        1e3 * median(on) / steps,
                        1e3 * median(off) / steps,
                        median(ratios),
                        millisecondsToOpenAndClose(meter),
                        percentageOfTheSampler(data, meter))
                .stream()
                .map(number -> String.format(Locale.ROOT, "%.6f", number))
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }

    private static double secondsOfTraining(TrainTest data, Meter meter) {
        var options = TrainingOptions.defaults().withEpochs(1);
        try (TrainingRun run =
                new Backpropagation().fit(new Mlp(784, 500, 500, 10), data, options, meter, TrainingListener.NONE)) {
            return run.reading().seconds();
        }
    }

    private static double millisecondsToOpenAndClose(Meter meter) {
        double[] milliseconds = new double[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            long start = System.nanoTime();
            meter.open().close();
            milliseconds[i] = Side.millisecondsSince(start);
        }
        return median(milliseconds);
    }

    private static double percentageOfTheSampler(TrainTest data, Meter meter) {
        try (Window window = meter.open()) {
            long before = samplerNanos();
            long start = System.nanoTime();
            for (int i = 0; i < WARM_UP; i++) {
                secondsOfTraining(data, Meter.none());
            }
            return 100.0 * (samplerNanos() - before) / (System.nanoTime() - start);
        }
    }

    private static long samplerNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals(SAMPLER))
                .mapToLong(ThreadInfo::getThreadId)
                .map(threads::getThreadCpuTime)
                .sum();
    }

    private static double median(double[] values) {
        return new Median().evaluate(values);
    }
}
