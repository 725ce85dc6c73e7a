package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeterTest {

    private final FakeMachine machine = new FakeMachine();

    /** A device that draws one watt, for ever. */
    private Meter oneWatt() {
        Gauge gauge = new Gauge() {
            @Override
            public EnergySource source() {
                return EnergySource.RAPL;
            }

            @Override
            public Span start() {
                long start = machine.nanos();
                return () -> {
                    double joules = (machine.nanos() - start) / 1e9;
                    return new DeviceEnergy(
                            "lamp", DeviceKind.CPU, EnergySource.RAPL, joules, joules, joules, "one watt");
                };
            }
        };
        return machine.meter(List.of(gauge), List.of());
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
    void aBarrierThatFailsLeavesTheWindowUsable() {
        boolean[] broken = {false};
        Window window = oneWatt().open(() -> {
            if (broken[0]) {
                throw new IllegalStateException("lost");
            }
        });
        machine.advance(1);
        broken[0] = true;
        assertThatThrownBy(window::stop).hasMessage("lost");
        broken[0] = false;
        assertThat(window.stop().joules()).isCloseTo(1, within(1e-9));
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
        Runnable stop = ticker.every(Duration.ofMillis(1), ticks::countDown);
        assertThat(ticks.await(1, TimeUnit.MINUTES)).isTrue();
        stop.run();
    }
}
