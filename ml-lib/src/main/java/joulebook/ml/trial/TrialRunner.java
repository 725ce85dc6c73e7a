package joulebook.ml.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import joulebook.ml.InputException;
import joulebook.ml.energy.Meter;

/**
 * Runs trials in child processes of this machine's: one training a process, for the engine computes one gradient at a time
 * in each, and so that each has an energy window of its own. The energy is that of the trial's training steps, not that of
 * starting a process.
 *
 * @param jobs how many trials to run at once
 * @param threads of the engine in each; the last bits of the numbers can hang on it, and on nothing else of the two
 */
public record TrialRunner(int jobs, int threads) {

    /** @throws InputException if there is no job or no thread */
    public TrialRunner {
        if (jobs < 1 || threads < 1) {
            throw new InputException("Trials cannot run " + jobs + " at once with " + threads
                    + " threads each: give 1 or more of both.");
        }
    }

    /** So many at once, each with its share of the processors. */
    public TrialRunner(int jobs) {
        this(jobs, Math.max(1, Runtime.getRuntime().availableProcessors() / Math.max(1, jobs)));
    }

    /** As many at once as there are pairs of processors. */
    public static TrialRunner ofThisMachine() {
        return new TrialRunner(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /**
     * Runs all trials. When this returns, in whatever way, no child is left; a child whose parent dies ends by itself.
     *
     * @param progress is told of each result as it comes, on the calling thread
     * @return a result for each trial, in their order; one that failed or whose process died says so
     * @throws InputException if a trial's model does not fit its data, before anything is run
     * @throws InterruptedException if the calling thread is interrupted; trials that run are lost
     */
    public List<TrialResult> run(List<Trial> trials, Consumer<TrialResult> progress) throws InterruptedException {
        TrialBench bench = new TrialBench(Meter.none());
        trials.forEach(bench::check);
        List<TrialResult> results = new ArrayList<>(Collections.nCopies(trials.size(), null));
        int workers = Math.min(jobs, trials.size());
        try (TrialPool pool = new TrialPool(trials, workers, threads)) {
            for (int done = 0; done < trials.size(); done++) {
                TrialPool.Indexed next = pool.take();
                results.set(next.index(), next.result());
                progress.accept(next.result());
            }
        }
        return results;
    }
}
