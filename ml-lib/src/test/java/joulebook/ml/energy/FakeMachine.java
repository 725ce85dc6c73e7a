package joulebook.ml.energy;

import java.util.ArrayList;
import java.util.List;

/** A clock that stands still until told, and a ticker that ticks by hand. */
final class FakeMachine {

    private final List<Runnable> ticking = new ArrayList<>();
    private long nanos = 5_000_000_000L;

    long nanos() {
        return nanos;
    }

    void advance(double seconds) {
        nanos += Math.round(seconds * 1e9);
    }

    /** How many actions tick now. */
    int tickingCount() {
        return ticking.size();
    }

    void tick() {
        ticking.forEach(Runnable::run);
    }

    MachineMeter meter(List<? extends Gauge> gauges, List<String> notes) {
        Ticker ticker = (period, action) -> {
            ticking.add(action);
            return () -> ticking.remove(action);
        };
        return new MachineMeter(gauges, notes, CarbonIntensity.of("world"), this::nanos, ticker, () -> {});
    }
}
