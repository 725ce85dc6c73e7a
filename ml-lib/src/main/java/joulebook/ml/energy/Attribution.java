package joulebook.ml.energy;

/** The interval of one process's share of an energy. */
final class Attribution {

    private Attribution() {}

    /**
     * A share s of a device's energy is split off by what a process kept busy, which the energy follows only roughly. So
     * the share is taken to lie within a half and twice its value where it is small, and to be the total where it is all:
     * {@code [s (1 + s) / 2, s (2 - s)]} of the total's interval. That range is a judgement, not a measurement.
     *
     * @param own the joules of the share
     */
    static Interval of(Interval total, double own) {
        double share = total.value() == 0 ? 0 : Math.min(1, own / total.value());
        return new Interval(
                total.value() * share, total.low() * share * (1 + share) / 2, total.high() * share * (2 - share));
    }
}
