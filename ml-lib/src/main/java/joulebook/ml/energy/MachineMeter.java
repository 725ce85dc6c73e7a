package joulebook.ml.energy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import joulebook.ml.InputException;

/** A meter over the gauges of a machine, which are sampled while at least one window is open. */
final class MachineMeter implements Meter {

    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final long JITTER_SEED = 1;

    private final List<Watch> watches;
    private final ProcessMemory memory;
    private final LongSupplier nanoClock;
    private final Ticker ticker;
    private final Runnable queues;
    private final Runnable release;
    private final Set<String> notes;
    private final List<OpenWindow> open = new CopyOnWriteArrayList<>();
    private volatile CarbonIntensity carbon;
    private volatile Duration period = DEFAULT_PERIOD;
    private final Supplier<Duration> pause = Ticker.jittered(this::samplingPeriod, JITTER_SEED);
    private Runnable stopTicking = () -> {};

    /** @param queues waits until the devices have done what this process asked of them */
    MachineMeter(
            Collection<? extends Gauge> gauges,
            ProcessMemory memory,
            Collection<String> notes,
            CarbonIntensity carbon,
            LongSupplier nanoClock,
            Ticker ticker,
            Runnable queues,
            Runnable release) {
        this.watches = gauges.stream().map(Watch::new).toList();
        this.memory = memory;
        this.notes = new LinkedHashSet<>(notes);
        this.carbon = carbon;
        this.nanoClock = nanoClock;
        this.ticker = ticker;
        this.queues = queues;
        this.release = release;
    }

    @Override
    public Window open() {
        return open(queues);
    }

    @Override
    public Window open(Runnable barrier) {
        return new OpenWindow(barrier);
    }

    @Override
    public List<EnergySource> sources() {
        return gauges().stream().map(Gauge::source).distinct().sorted().toList();
    }

    @Override
    public List<String> notes() {
        synchronized (notes) {
            return List.copyOf(notes);
        }
    }

    @Override
    public List<DeviceInfo> devices() {
        return gauges().stream()
                .map(gauge -> new DeviceInfo(gauge.device(), gauge.kind(), gauge.source(), gauge.how(), gauge.facts()))
                .toList();
    }

    @Override
    public List<DevicePower> power() {
        List<DevicePower> powers = new ArrayList<>();
        for (Watch watch : watches) {
            Gauge gauge = watch.gauge();
            try {
                double watts =
                        watch.sample(nanoClock.getAsLong(), period.toNanos()).watts();
                powers.add(new DevicePower(gauge.device(), gauge.kind(), gauge.source(), watts));
            } catch (UnreadableException silent) {
                note(silent.getMessage());
            }
        }
        return powers;
    }

    @Override
    public Duration samplingPeriod() {
        return period;
    }

    @Override
    public void setSamplingPeriod(Duration period) {
        if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
            throw new InputException("Power cannot be sampled every " + period.toNanos() / 1e6
                    + " ms: give a period from " + SHORTEST.toMillis() + " ms to " + LONGEST.toMillis() + " ms.");
        }
        this.period = period;
    }

    @Override
    public void setCarbon(CarbonIntensity carbon) {
        this.carbon = carbon;
    }

    @Override
    public void close() {
        release.run();
    }

    private List<Gauge> gauges() {
        return watches.stream().map(Watch::gauge).toList();
    }

    private synchronized void opens(OpenWindow window) {
        if (open.isEmpty()) {
            stopTicking = ticker.start(pause, this::tick);
        }
        open.add(window);
    }

    private synchronized void stops(OpenWindow window) {
        open.remove(window);
        if (open.isEmpty()) {
            stopTicking.run();
        }
    }

    private void tick() {
        for (Watch watch : watches) {
            try {
                watch.sample();
            } catch (UnreadableException skipped) {
                // the next sample bridges the gap; a device that stays silent shows when the window is read
            }
        }
        PeakMemory now = memoryNow();
        open.forEach(window -> window.see(now));
    }

    private PeakMemory memoryNow() {
        OptionalLong gpus = gauges().stream()
                .map(Gauge::ownMemory)
                .flatMapToLong(OptionalLong::stream)
                .reduce(Long::sum);
        return memory.now(gpus);
    }

    private void note(String note) {
        synchronized (notes) {
            notes.add(note);
        }
    }

    private final class OpenWindow implements Window {

        private final Runnable barrier;
        private final Map<Watch, Span> spans = new LinkedHashMap<>();
        private final Set<String> problems = new LinkedHashSet<>();
        private final long start;
        private PeakMemory peakMemory = memoryNow();
        private Optional<Reading> last = Optional.empty();

        OpenWindow(Runnable barrier) {
            this.barrier = barrier;
            barrier.run();
            for (Watch watch : watches) {
                try {
                    spans.put(watch, watch.open());
                } catch (UnreadableException problem) {
                    problem(problem.getMessage());
                }
            }
            start = nanoClock.getAsLong();
            opens(this);
        }

        @Override
        public Reading read() {
            if (!stopped()) {
                barrier.run();
            }
            return measured();
        }

        @Override
        public Reading stop() {
            try {
                if (!stopped()) {
                    barrier.run();
                }
            } finally {
                end();
            }
            return measured();
        }

        private synchronized boolean stopped() {
            return last.isPresent();
        }

        private synchronized Reading measured() {
            return last.orElseGet(this::measure);
        }

        private synchronized void end() {
            if (last.isEmpty()) {
                last = Optional.of(measure());
                stops(this);
                spans.forEach(Watch::close);
            }
        }

        synchronized void see(PeakMemory now) {
            peakMemory = peakMemory.max(now);
        }

        private Reading measure() {
            long now = nanoClock.getAsLong();
            see(memoryNow());
            List<DeviceEnergy> devices = new ArrayList<>();
            spans.forEach((watch, span) -> {
                try {
                    devices.add(watch.energy(span, now, this::problem));
                } catch (UnreadableException problem) {
                    problem(problem.getMessage());
                }
            });
            List<String> noted = new ArrayList<>(problems);
            devices.stream()
                    .filter(device -> device.attributed().isEmpty())
                    .map(device ->
                            device.device() + " does not tell this process's share, so that all its energy counts.")
                    .forEach(noted::add);
            return new Reading((now - start) / 1e9, devices, carbon, peakMemory, noted);
        }

        private void problem(String text) {
            problems.add(text);
            note(text);
        }
    }
}
