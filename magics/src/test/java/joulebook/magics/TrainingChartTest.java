package joulebook.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.plot.Figure;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.DeviceEnergy;
import joulebook.ml.energy.DeviceKind;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Reading;
import joulebook.ml.train.EpochResult;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.StepResult;
import joulebook.ml.train.TrainingListener;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;

class TrainingChartTest {
    private static final long MS = 1_000_000;

    private final List<Object> shown = new ArrayList<>();
    private final MagicContext context = (MagicContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {MagicContext.class}, (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo(shown.isEmpty() ? "display" : "update");
                return shown.add(arguments[0]) ? null : proxy;
            });
    private long now;

    @Test
    void atMostFourDrawingsASecondAndThenOneThatStays() {
        TrainingChart chart = chart(0L);
        TrainingListener training = chart.next(run -> {});
        for (int step = 1; step <= 100; step++) {
            now += 20 * MS;
            training.onStep(step(1, step, 0.5));
        }
        assertThat(shown).hasSize(8); // in 2 s
        chart.finish();
        assertThat(shown).hasSize(9).last().isInstanceOf(Figure.class);
        assertThat(((Figure) shown.get(8)).toSvg()).contains("training").doesNotContain("left");
    }

    @Test
    void theLineSaysWhereTheTrainingStands() {
        TrainingChart chart = chart(3L, 4L);
        TrainingListener first = chart.next(run -> {});
        now += 1000 * MS;
        first.onStep(step(1, 50, 0.5));
        // half an epoch in 1 s: one and a half more, and two of the other seed
        assertThat(text(0)).isEqualTo("seed 3 · epoch 1 of 2 · batch 50 of 100 · loss 0.5 · 10 W · 5 J · 7 s left");
        first.onEpoch(epoch(1, 0.25, OptionalDouble.of(0.925)));
        now += 1000 * MS;
        first.onStep(step(2, 100, 0.125));
        assertThat(text(1))
                .isEqualTo("seed 3 · epoch 2 of 2 · batch 100 of 100 · loss 0.125 · test accuracy 92.5 % · 10 W · 20 J"
                        + " · 2 s left");
        TrainingListener second = chart.next(run -> {});
        second.onEpoch(epoch(1, 0.75, OptionalDouble.empty()));
        now += 3600 * 1000 * MS;
        second.onStep(step(2, 50, 0.5));
        assertThat(text(2)).contains("seed 4").contains("test loss 0.75").endsWith("1 h 0 min left");
    }

    /** From means since the epoch's begin to means since the last report. */
    @Test
    void curvesShowTheLossAsItIsNow() {
        TrainingChart chart = chart(0L);
        TrainingListener training = chart.next(run -> {});
        training.onStep(step(1, 50, 1));
        training.onStep(step(1, 100, 0.75));
        training.onEpoch(epoch(1, 0.625, OptionalDouble.empty()));
        training.onStep(step(2, 50, 0.25));
        chart.finish();
        Figure figure = (Figure) shown.get(1);
        String data = figure.toPlotly().get("data").toString();
        assertThat(data).contains("\"y\":[1.0,0.5,0.25]").contains("\"y\":[0.625]");
        assertThat(figure.toPlotly().get("layout").toString()).contains("\"log\"");
    }

    @Test
    void lossesOfZeroAndBelowCanBeDrawn() {
        TrainingChart zero = chart(0L);
        TrainingListener learned = zero.next(run -> {});
        learned.onStep(step(1, 50, 0));
        zero.finish();
        learned.onStep(step(1, 100, 1e-9));
        zero.finish();
        shown.clear();
        TrainingChart negative = chart(0L);
        negative.next(run -> {}).onStep(step(1, 50, -2));
        negative.finish();
        Figure figure = (Figure) shown.get(1);
        assertThat(figure.toPlotly().get("data").toString()).contains("[-2.0]");
    }

    private TrainingChart chart(Long... seeds) {
        return new TrainingChart(context, "bp on toy", 2, List.of(seeds), () -> now);
    }

    private String text(int index) {
        return (String) ((DisplayData) shown.get(index)).getData(MIMEType.TEXT_PLAIN);
    }

    /** At 10 W, with an epoch of 100 steps a second. */
    private static StepResult step(int epoch, int step, double lossSoFar) {
        double seconds = epoch - 1 + step / 100.0;
        return new StepResult(epoch, step, 100, lossSoFar, () -> reading(seconds));
    }

    private static Reading reading(double seconds) {
        double joules = 10 * seconds;
        DeviceEnergy cpu = new DeviceEnergy(
                "CPU", DeviceKind.CPU, EnergySource.ESTIMATE, joules, joules / 2, joules * 2, "a test");
        return new Reading(seconds, List.of(cpu), CarbonIntensity.of("world"));
    }

    private static EpochResult epoch(int epoch, double testLoss, OptionalDouble accuracy) {
        return new EpochResult(epoch, 1, new Evaluation(testLoss, accuracy), reading(epoch));
    }
}
