package joulebook.ml.energy;

/** The mean power of late, of a device that tells only its energy. The time is long enough that steps do not show. */
final class LatePower {

    private static final double SECONDS = 0.1;

    private double seconds;
    private double joules;
    private double watts;

    /** The mean power of the last tenth of a second or more, in W; 0 before that long has passed. */
    double after(double moreSeconds, double moreJoules) {
        seconds += moreSeconds;
        joules += moreJoules;
        if (seconds >= SECONDS) {
            watts = joules / seconds;
            seconds = 0;
            joules = 0;
        }
        return watts;
    }
}
