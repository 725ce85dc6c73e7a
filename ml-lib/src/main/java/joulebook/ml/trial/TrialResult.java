package joulebook.ml.trial;

import joulebook.ml.train.RunSummary;

/** What became of a trial. */
public sealed interface TrialResult {

    /** The trial. */
    Trial trial();

    /**
     * It ran to its end.
     *
     * @param run what it reached and cost, with the energy of its own process alone
     * @param examples the number of examples it learned from
     */
    record Done(Trial trial, RunSummary run, int examples) implements TrialResult {

        /** N, the number of parameters. */
        public double parameters() {
            return run.metric("parameters");
        }

        /** D, the examples gone through: those it learned from, times the epochs. */
        public double samples() {
            return (double) examples * run.history().size();
        }

        /** The training's floating-point operations by the convention C = 6 N D; convolutions and attention need more. */
        public double flops() {
            return 6 * parameters() * samples();
        }
    }

    /**
     * It did not.
     *
     * @param reason why not, in a sentence
     */
    record Failed(Trial trial, String reason) implements TrialResult {}
}
