package joulebook.ml.energy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** A meter over the gauges of a machine. Gauges that need sampling are sampled while at least one window is open. */
final class MachineMeter implements Meter {

    private final List<? extends Gauge> gauges;
    private final CarbonIntensity carbon;
    private final LongSupplier nanoClock;
    private final Ticker ticker;
    private final Set<String> notes;
    private final Runnable release;
    private final List<Runnable> ticking = new ArrayList<>();
    private int open;

    MachineMeter(
            List<? extends Gauge> gauges,
            Collection<String> notes,
            CarbonIntensity carbon,
            LongSupplier nanoClock,
            Ticker ticker,
            Runnable release) {
        this.gauges = List.copyOf(gauges);
        this.notes = new LinkedHashSet<>(notes);
        this.carbon = carbon;
        this.nanoClock = nanoClock;
        this.ticker = ticker;
        this.release = release;
    }

    @Override
    public Window open(Runnable barrier) {
        return new OpenWindow(barrier);
    }

    @Override
    public List<EnergySource> sources() {
        return gauges.stream().map(Gauge::source).distinct().sorted().toList();
    }

    @Override
    public List<String> notes() {
        synchronized (notes) {
            return List.copyOf(notes);
        }
    }

    @Override
    public synchronized void close() {
        stopTicking();
        release.run();
    }

    private void stopTicking() {
        ticking.forEach(Runnable::run);
        ticking.clear();
    }

    private synchronized void windowOpens() {
        if (open++ == 0) {
            for (Gauge gauge : gauges) {
                gauge.period().ifPresent(period -> ticking.add(ticker.every(period, gauge::sample)));
            }
        }
    }

    private synchronized void windowStops() {
        if (--open == 0) {
            stopTicking();
        }
    }

    private void note(UnreadableException problem) {
        synchronized (notes) {
            notes.add(problem.getMessage());
        }
    }

    private final class OpenWindow implements Window {

        private final Runnable barrier;
        private final List<Gauge.Span> spans = new ArrayList<>();
        private final long start;
        private Optional<Reading> last = Optional.empty();
        private boolean sampled = true;

        OpenWindow(Runnable barrier) {
            this.barrier = barrier;
            barrier.run();
            windowOpens();
            for (Gauge gauge : gauges) {
                try {
                    spans.add(gauge.start());
                } catch (UnreadableException problem) {
                    note(problem);
                }
            }
            start = nanoClock.getAsLong();
        }

        @Override
        public synchronized Reading read() {
            return last.orElseGet(this::measure);
        }

        @Override
        public synchronized Reading stop() {
            if (sampled) {
                sampled = false;
                windowStops();
            }
            last = Optional.of(read());
            return last.get();
        }

        private Reading measure() {
            barrier.run();
            double seconds = (nanoClock.getAsLong() - start) / 1e9;
            List<DeviceEnergy> devices = new ArrayList<>();
            for (Gauge.Span span : spans) {
                try {
                    devices.add(span.soFar());
                } catch (UnreadableException problem) {
                    note(problem);
                }
            }
            return new Reading(seconds, devices, carbon);
        }
    }
}
