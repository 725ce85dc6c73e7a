package joulebook.kernel.cell;

/**
 * How a cell ended.
 *
 * @param status whether it ran through
 * @param seconds wall-clock time
 * @param error what is to be said of it; empty when {@link Status#OK}
 */
public record CellResult(Status status, double seconds, String error) {
    /** The ways in which a cell ends. */
    public enum Status {
        OK,
        ERROR,
        INTERRUPTED
    }
}
