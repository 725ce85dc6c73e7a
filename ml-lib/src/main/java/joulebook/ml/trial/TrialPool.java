package joulebook.ml.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Child processes that share trials: each takes the next one when it is done with one. */
final class TrialPool implements AutoCloseable {
    private final List<Trial> trials;
    private final int threads;
    private final AtomicInteger next = new AtomicInteger();
    private final BlockingQueue<Indexed> results = new LinkedBlockingQueue<>();
    private final List<TrialProcess> children = new ArrayList<>();
    private boolean closed;

    /** A result and the number of its trial. */
    record Indexed(int index, TrialResult result) {}

    /**
     * Starts the work.
     *
     * @param workers how many children there are at once
     * @param threads of the engine, in each
     */
    TrialPool(List<Trial> trials, int workers, int threads) {
        this.trials = List.copyOf(trials);
        this.threads = threads;
        for (int worker = 0; worker < workers; worker++) {
            Thread thread = new Thread(this::work, "trials-" + worker);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The next result; there is one for each trial. */
    Indexed take() throws InterruptedException {
        return results.take();
    }

    private void work() {
        TrialProcess child = null;
        for (int index = next.getAndIncrement(); index < trials.size(); index = next.getAndIncrement()) {
            Trial trial = trials.get(index);
            TrialResult result;
            try {
                child = child != null && child.isAlive() ? child : start();
                result = child.run(trial);
            } catch (IOException | RuntimeException e) {
                result = new TrialResult.Failed(trial, "The trial could not be run (" + e.getMessage() + ").");
            }
            results.add(new Indexed(index, result));
        }
    }

    /** Starts a child that {@link #close} will end. */
    private synchronized TrialProcess start() throws IOException {
        if (closed) {
            throw new IOException("the trials have been stopped");
        }
        TrialProcess child = new TrialProcess(threads);
        children.add(child);
        return child;
    }

    /** Kills the children; what they were doing is lost. */
    @Override
    public synchronized void close() {
        closed = true;
        children.forEach(TrialProcess::close);
    }
}
