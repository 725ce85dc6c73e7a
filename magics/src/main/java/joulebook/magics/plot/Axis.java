package joulebook.magics.plot;

/** What the user says of an axis; an empty title draws none. */
record Axis(String title, boolean log) {
    static final Axis PLAIN = new Axis("", false);

    Axis titled(String newTitle) {
        return new Axis(newTitle, log);
    }

    Axis logarithmic() {
        return new Axis(title, true);
    }
}
