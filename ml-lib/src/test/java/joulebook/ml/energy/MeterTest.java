package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class MeterTest {

    private final FakeMachine machine = new FakeMachine();

    /** A device that draws one watt, for ever. */
    private Meter oneWatt() {
        return machine.meter(List.of(new Lamp()), List.of());
    }

    private final class Lamp implements Gauge {
        private long last = machine.nanos();

        @Override
        public String device() {
            return "lamp";
        }

        @Override
        public DeviceKind kind() {
            return DeviceKind.CPU;
        }

        @Override
        public EnergySource source() {
            return EnergySource.RAPL;
        }

        @Override
        public String how() {
            return "one watt";
        }

        @Override
        public Sample read() {
            long now = machine.nanos();
            double joules = (now - last) / 1e9;
            last = now;
            return new Sample(now, joules, OptionalDouble.empty(), 1);
        }

        @Override
        public Interval total(Span span) {
            return Interval.exactly(span.joules());
        }
    }

    @Test
    void windowsNestAndOverlap() {
        Meter meter = oneWatt();
        Window outer = meter.open();
        machine.advance(1);
        Window inner = meter.open();
        machine.advance(2);
        assertThat(outer.read().joules()).isCloseTo(3, within(1e-9));
        Reading first = outer.stop();
        machine.advance(4);
        assertThat(first.joules()).isCloseTo(3, within(1e-9));
        assertThat(first.seconds()).isCloseTo(3, within(1e-9));
        assertThat(inner.stop().joules()).isCloseTo(6, within(1e-9));
    }

    @Test
    void stopsOnce() {
        Window window = oneWatt().open();
        machine.advance(1);
        Reading stopped = window.stop();
        machine.advance(1);
        assertThat(window.stop()).isEqualTo(stopped);
        assertThat(window.read()).isEqualTo(stopped);
        window.close();
        assertThat(window.read()).isEqualTo(stopped);
    }

    @Test
    void theBarrierRunsBeforeTheClockIsRead() {
        Window window = oneWatt().open(() -> machine.advance(10));
        machine.advance(1);
        assertThat(window.stop().seconds())
                .as("the work that was queued belongs to the window")
                .isCloseTo(11, within(1e-9));
    }

    @Test
    void aBarrierThatFailsEndsTheWindowAllTheSame() {
        boolean[] broken = {false};
        Window window = oneWatt().open(() -> {
            if (broken[0]) {
                throw new IllegalStateException("lost");
            }
        });
        machine.advance(1);
        broken[0] = true;
        assertThatThrownBy(window::stop).hasMessage("lost");
        assertThat(machine.samples()).isFalse();
        machine.advance(1);
        assertThat(window.stop().joules()).isCloseTo(1, within(1e-9));
    }

    @Test
    void workThatFailsClosesItsWindow() {
        Meter meter = oneWatt();
        assertThatThrownBy(() -> {
                    try (Window window = meter.open()) {
                        machine.run(1);
                        assertThat(window.read().joules()).isCloseTo(1, within(1e-9));
                        assertThat(machine.samples()).isTrue();
                        throw new IllegalStateException("diverged");
                    }
                })
                .hasMessage("diverged");
        assertThat(machine.samples()).isFalse();
    }

    @Test
    void pricesInTheRegionThatWasSet() {
        Meter meter = oneWatt();
        Window window = meter.open();
        meter.setCarbon(new CarbonIntensity(3600, "here", "test"));
        machine.run(1000);
        assertThat(window.stop().grams()).isCloseTo(1, within(1e-9));
    }

    @Test
    void samplesAsOftenAsAsked() {
        Meter meter = oneWatt();
        meter.setSamplingPeriod(Duration.ofMillis(20));
        Window window = meter.open();
        machine.run(10);
        assertThat(window.stop().devices().get(0).sampling().orElseThrow().samples())
                .isBetween(450, 550);
        for (int wrong : new int[] {0, 19, 1001}) {
            assertThatThrownBy(() -> meter.setSamplingPeriod(Duration.ofMillis(wrong)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("every " + wrong)
                    .hasMessageContaining("from 20 ms to 1000 ms");
        }
        assertThat(meter.samplingPeriod()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void pausesAreSpreadAroundThePeriodAndFollowTheSeed() {
        Supplier<Duration> pauses = Ticker.jittered(() -> Duration.ofMillis(100), 7);
        Supplier<Duration> again = Ticker.jittered(() -> Duration.ofMillis(100), 7);
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            Duration pause = pauses.get();
            assertThat(pause)
                    .isBetween(Duration.ofMillis(50), Duration.ofMillis(150))
                    .isEqualTo(again.get());
            sum += pause.toNanos() / 1e6;
        }
        assertThat(sum / 1000).isBetween(95.0, 105.0);
    }

    @Test
    void noMeterStillTellsTheTime() {
        try (Meter meter = Meter.none();
                Window window = meter.open()) {
            Reading reading = window.stop();
            assertThat(reading.devices()).isEmpty();
            assertThat(reading.source()).isEqualTo("none");
            assertThat(meter.sources()).isEmpty();
        }
    }

    @Test
    void thisMachineIsMeteredSomehow() {
        Meter meter = Meter.forThisMachine();
        meter.close(); // it is shared: this must not end it for the others
        Window window = meter.open();
        double sum = 0;
        for (int i = 0; i < 20_000_000; i++) {
            sum += Math.sqrt(i);
        }
        assertThat(sum).isPositive();
        Reading reading = window.stop();
        assertThat(reading.joules()).isPositive();
        assertThat(reading.low()).isLessThanOrEqualTo(reading.joules());
        assertThat(meter.sources()).isNotEmpty();
        assertThat(Meter.forThisMachine()).isSameAs(meter);
    }

    @Test
    void theTickerTicksUntilItIsStopped() throws InterruptedException {
        Ticker ticker = Ticker.onDaemonThread();
        CountDownLatch ticks = new CountDownLatch(3);
        Runnable stop = ticker.start(() -> Duration.ofMillis(1), ticks::countDown);
        assertThat(ticks.await(1, TimeUnit.MINUTES)).isTrue();
        stop.run();
    }
}
