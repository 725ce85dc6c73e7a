package joulebook.magics.energy;

/** How many joules a session may spend. There is none at first. */
final class Budget {
    /** The share at which the user is warned. */
    static final double WARNING = 0.8;

    private volatile double limit = Double.POSITIVE_INFINITY;
    private boolean warned;

    /** How what was spent stands to the budget. */
    enum State {
        WITHIN,
        /** Above 80 %, for the first time. */
        WARNING,
        SPENT
    }

    /** The budget in joules; infinite if there is none. */
    double limit() {
        return limit;
    }

    boolean isSet() {
        return limit < Double.POSITIVE_INFINITY;
    }

    synchronized void set(double joules) {
        limit = joules;
        warned = false;
    }

    void lift() {
        set(Double.POSITIVE_INFINITY);
    }

    /** @param joules spent so far, the running cell included */
    synchronized State at(double joules) {
        if (joules >= limit) {
            return State.SPENT;
        }
        if (joules >= WARNING * limit && !warned) {
            warned = true;
            return State.WARNING;
        }
        return State.WITHIN;
    }
}
