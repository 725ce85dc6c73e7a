package joulebook.ml.paper;

/** How much a reproduction may cost. */
public enum Budget {
    /** Seconds: shows that everything runs. Judges nothing. */
    SMOKE,
    /** About a minute: judges the claims, over at least three seeds. */
    FULL
}
