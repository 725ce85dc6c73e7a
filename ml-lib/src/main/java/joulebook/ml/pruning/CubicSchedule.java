package joulebook.ml.pruning;

import java.util.stream.IntStream;
import joulebook.ml.InputException;

/**
 * Sparsity that grows fast at first and slowly at the end: s_t = s_f (1 - (1 - t/T)^3) (Zhu and Gupta, To Prune, or Not to
 * Prune, arXiv 1710.01878, equation 1, starting from 0).
 *
 * @param finalSparsity s_f, from 0 to below 1
 * @param steps T, at least 1
 */
public record CubicSchedule(double finalSparsity, int steps) {

    public CubicSchedule {
        if (!(finalSparsity >= 0 && finalSparsity < 1) || steps < 1) {
            throw new InputException("A schedule to a sparsity of " + finalSparsity + " in " + steps
                    + " steps is not possible: use a sparsity from 0 to below 1 and at least 1 step.");
        }
    }

    /** To any sparsity in so many steps. */
    public static SparsitySchedule of(int steps) {
        new CubicSchedule(0, steps); // refuses a wrong number of steps now
        return finalSparsity -> {
            CubicSchedule schedule = new CubicSchedule(finalSparsity, steps);
            return IntStream.rangeClosed(1, steps).mapToObj(schedule::at).toList();
        };
    }

    /** The sparsity at a step from 0 to T. */
    public double at(int step) {
        if (step < 0 || step > steps) {
            throw new InputException("Step " + step + " is outside the schedule: choose 0 to " + steps + ".");
        }
        double left = 1 - (double) step / steps;
        return finalSparsity * (1 - left * left * left);
    }
}
