package joulebook.install.bench;

/** Whose number it is. */
enum Subject {
    JOULEBOOK("joulebook"),
    /** The floor: what can be had in Java with nothing around it. */
    FLOOR("floor"),
    IPYKERNEL("ipykernel"),
    /** The training loop that DJL brings. */
    DJL("DJL's Trainer"),
    /** Python's. */
    TORCH("torch");

    private final String title;

    Subject(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
