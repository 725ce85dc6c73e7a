package joulebook.magics.energy;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import joulebook.kernel.display.Output;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the cell that runs, four times a second, on a thread whose outputs are the cell's. */
final class CellMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(CellMonitor.class);
    private static final long PERIOD_MS = 250;

    private final Output output;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "energy monitor");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<Callable<Void>> looking = Optional.empty();
    private Future<?> ticking;

    CellMonitor(Output output) {
        this.output = output;
    }

    /** Begins to look; to be called on the thread that waits for the cell. */
    synchronized void start(Runnable look) {
        Callable<Void> owned = output.inherit(() -> {
            look.run();
            return null;
        });
        looking = Optional.of(owned);
        ticking = timer.scheduleAtFixedRate(() -> tick(owned), PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    /** Looks no more, once this returns: what is done to this cell must not hit the next. */
    synchronized void stop() {
        looking = Optional.empty();
        ticking.cancel(false);
    }

    private synchronized void tick(Callable<Void> look) {
        if (looking.filter(current -> current == look).isEmpty()) {
            return;
        }
        try {
            look.call();
        } catch (Exception e) {
            LOG.error("The energy monitor failed", e);
        }
    }
}
