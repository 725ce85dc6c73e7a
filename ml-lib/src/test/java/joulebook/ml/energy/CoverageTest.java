package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether the intervals hold the truth as often as they say, over random traces of power through the NVML binding. */
@EnabledOnOs(OS.LINUX)
class CoverageTest {

    private static final double STATED = 0.95;

    /** Half-widths of exact 95 % intervals are this many standard errors. */
    private static final double EXACT = 1.96;

    private static final double LONGEST = 12;

    @TempDir
    Path folder;

    private NvmlStub stub;
    private Nvml nvml;

    @BeforeEach
    void gpuWithoutCounter() throws Exception {
        stub = new NvmlStub(folder).fail("nvmlDeviceGetTotalEnergyConsumption", NvmlStub.NOT_SUPPORTED);
        nvml = Nvml.open(stub.names());
    }

    /** Errors beside the half-widths that were stated for them. */
    private static final class Tally {
        private int count;
        private int covered;
        private double errorSquares;
        private double halfWidthSquares;
        private double ratioSquares;

        void add(double error, double halfWidth) {
            count++;
            covered += Math.abs(error) <= halfWidth ? 1 : 0;
            errorSquares += error * error;
            halfWidthSquares += halfWidth * halfWidth;
            ratioSquares += error * error / (halfWidth * halfWidth);
        }

        /** Fails if the true rate is below the stated one, but for a chance of 1 in 2,000. */
        void coversAsStated() {
            double slack = 3.3 * Math.sqrt(STATED * (1 - STATED) / count);
            assertThat(covered / (double) count).isGreaterThan(STATED - slack);
        }
    }

    private static Trace any(Random random, double seconds) {
        List<BiFunction<Random, Double, Trace>> kinds =
                List.of(Trace::steps, Trace::walk, Trace::anySquare, Trace::anyRamp);
        return kinds.get(random.nextInt(kinds.size())).apply(random, seconds);
    }

    private FakeMachine machineAt(double seconds) {
        FakeMachine machine = new FakeMachine().tells(stub::time);
        machine.advance(seconds);
        return machine;
    }

    /** The sensor errs too, by its stated accuracy in 95 of 100 cases, anew in each trace. */
    @Test
    void thePrintedIntervalHoldsTheTruthAsOftenAsStated() throws Exception {
        Random random = new Random(1);
        Tally tally = new Tally();
        for (int i = 0; i < 1000; i++) {
            Trace trace = any(random, LONGEST);
            stub.replay(trace).set("GAIN", 1 + GpuGauge.ACCURACY / EXACT * random.nextGaussian());
            double start = 2 * random.nextDouble();
            double seconds = 1 + 8 * random.nextDouble();
            FakeMachine machine = machineAt(start);
            Meter meter = machine.meter(ThisMachine.gpus(nvml, machine::nanos, new ArrayList<>()), List.of());
            Window window = meter.open();
            machine.run(seconds);
            Interval joules = window.stop().devices().get(0).total();
            tally.add(joules.value() - trace.joules(start, start + seconds), joules.high() - joules.value());
        }
        tally.coversAsStated();
        assertThat(Math.sqrt(tally.ratioSquares / tally.count))
                .as("errors are not half of what the interval says")
                .isGreaterThan(0.5 / EXACT);
    }

    private void sampledAloneErrsAsStated(BiFunction<Random, Double, Trace> kind) throws Exception {
        Random random = new Random(2);
        Tally tally = new Tally();
        for (int i = 0; i < 250; i++) {
            Trace trace = kind.apply(random, LONGEST);
            stub.replay(trace);
            double start = 2 * random.nextDouble();
            double seconds = 1 + 8 * random.nextDouble();
            FakeMachine machine = machineAt(start);
            Gauge gpu =
                    ThisMachine.gpus(nvml, machine::nanos, new ArrayList<>()).get(0);
            // without the sensor's part of the interval
            Gauge perfect = new ExactSensor(gpu);
            Window window = machine.meter(List.of(perfect), List.of()).open();
            machine.run(seconds);
            Interval joules = window.stop().devices().get(0).total();
            tally.add(joules.value() - trace.joules(start, start + seconds), joules.high() - joules.value());
        }
        tally.coversAsStated();
        assertThat(Math.sqrt(tally.halfWidthSquares / tally.errorSquares))
                .as("not twice as wide as need be")
                .isLessThan(2 * EXACT);
    }

    @Test
    void theSamplingErrorOfSteps() throws Exception {
        sampledAloneErrsAsStated(Trace::steps);
    }

    @Test
    void theSamplingErrorOfAWalk() throws Exception {
        sampledAloneErrsAsStated(Trace::walk);
    }

    @Test
    void theSamplingErrorOfASquareWave() throws Exception {
        sampledAloneErrsAsStated(Trace::anySquare);
    }

    /** A GPU whose sensor is known to be exact. */
    private record ExactSensor(Gauge gpu) implements Gauge {
        @Override
        public String device() {
            return gpu.device();
        }

        @Override
        public DeviceKind kind() {
            return gpu.kind();
        }

        @Override
        public EnergySource source() {
            return gpu.source();
        }

        @Override
        public String how() {
            return gpu.how();
        }

        @Override
        public Sample read() throws UnreadableException {
            return gpu.read();
        }

        @Override
        public Interval total(Span span) {
            return Interval.around(span.joules(), span.powerError());
        }
    }
}
