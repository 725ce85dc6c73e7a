package joulebook.kernel.session;

/** Thrown inside a cell that is being stopped. An Error, so that a {@code catch (Exception e)} of the user's lets it pass. */
public final class CellStopped extends Error {
    private static final long serialVersionUID = 1L;

    CellStopped() {
        super("stopped", null, false, false);
    }
}
