package joulebook.ml.paper;

/**
 * A claim, and what was measured of it.
 *
 * @param statement what is tested, at our scale, such as "SAM is 5 points better than SGD"
 * @param reported what the paper reports
 * @param measured what was measured, over the seeds
 * @param criterion what had to be reached
 */
public record Claim(String statement, String reported, Measured measured, Criterion criterion) {

    /** How a claim came out. */
    public enum Outcome {
        HOLDS,
        DOES_NOT_HOLD,
        /** Fewer than three seeds, or the mean is nearer to the bound than its standard error. */
        INCONCLUSIVE
    }

    /**
     * What a claim asks of the measured numbers.
     *
     * @param atLeast whether the bound is a lower one
     * @param everySeed whether each seed must reach it, not the mean alone
     */
    public record Criterion(double bound, boolean atLeast, boolean everySeed) {

        public static Criterion meanAtLeast(double bound) {
            return new Criterion(bound, true, false);
        }

        public static Criterion meanAtMost(double bound) {
            return new Criterion(bound, false, false);
        }

        public static Criterion eachAtLeast(double bound) {
            return new Criterion(bound, true, true);
        }

        public static Criterion eachAtMost(double bound) {
            return new Criterion(bound, false, true);
        }

        private boolean met(double value) {
            return atLeast ? value >= bound : value <= bound;
        }

        @Override
        public String toString() {
            return (everySeed ? "each " : "mean ") + (atLeast ? ">= " : "<= ") + bound;
        }
    }

    /** Judges by the criterion; nothing that is not a number holds. */
    public Outcome outcome() {
        if (measured.count() < 3) {
            return Outcome.INCONCLUSIVE;
        }
        if (criterion.everySeed) {
            return measured.values().stream().allMatch(criterion::met) ? Outcome.HOLDS : Outcome.DOES_NOT_HOLD;
        }
        if (Math.abs(measured.mean() - criterion.bound) < measured.standardError()) {
            return Outcome.INCONCLUSIVE;
        }
        return criterion.met(measured.mean()) ? Outcome.HOLDS : Outcome.DOES_NOT_HOLD;
    }
}
