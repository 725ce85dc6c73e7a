package joulebook.install.client;

/** The kernel's process ended while an answer was awaited. */
public final class KernelDiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KernelDiedException() {
        super("The kernel's process has ended.");
    }
}
