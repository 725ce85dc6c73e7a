package joulebook.ml.energy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** A clock that stands still until told, and a sampler that follows it. */
final class FakeMachine {

    private record Ticking(Supplier<Duration> pause, Runnable action) {}

    private final List<Ticking> ticking = new ArrayList<>();
    private LongConsumer onTime = nanos -> {};
    private long nanos;

    /** Tells someone else the time too. */
    FakeMachine tells(LongConsumer clock) {
        onTime = clock;
        clock.accept(nanos);
        return this;
    }

    long nanos() {
        return nanos;
    }

    /** Lets time pass in which the sampler gets no turn. */
    void advance(double seconds) {
        nanos += Math.round(seconds * 1e9);
        onTime.accept(nanos);
    }

    /** Lets time pass in which the sampler samples as it likes. */
    void run(double seconds) {
        long end = nanos + Math.round(seconds * 1e9);
        while (true) {
            double pause =
                    ticking.isEmpty() ? seconds : ticking.get(0).pause().get().toNanos() / 1e9;
            if (nanos + Math.round(pause * 1e9) >= end) {
                advance((end - nanos) / 1e9);
                return;
            }
            advance(pause);
            tick();
        }
    }

    /** Whether devices are sampled now. */
    boolean samples() {
        return !ticking.isEmpty();
    }

    void tick() {
        List.copyOf(ticking).forEach(one -> one.action().run());
    }

    MachineMeter meter(List<? extends Gauge> gauges, List<String> notes) {
        return meter(gauges, notes, () -> {});
    }

    MachineMeter meter(List<? extends Gauge> gauges, Runnable queues) {
        return meter(gauges, List.of(), queues);
    }

    private MachineMeter meter(List<? extends Gauge> gauges, List<String> notes, Runnable queues) {
        Ticker ticker = (pause, action) -> {
            Ticking one = new Ticking(pause, action);
            ticking.add(one);
            return () -> ticking.remove(one);
        };
        return new MachineMeter(
                gauges, ProcessMemory.NONE, notes, CarbonIntensity.of("world"), this::nanos, ticker, queues, () -> {});
    }
}
