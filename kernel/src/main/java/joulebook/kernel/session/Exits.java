package joulebook.kernel.session;

import joulebook.kernel.error.UserError;

/** What a cell calls in place of the JDK's ways to end the process; see {@link Redirects}. */
public final class Exits {
    private Exits() {}

    /** In place of {@link System#exit}. */
    public static void exit(int status) {
        throw refused("System.exit");
    }

    /** In place of {@link Runtime#exit}. */
    public static void exit(Runtime runtime, int status) {
        throw refused("Runtime.exit");
    }

    /** In place of {@link Runtime#halt}. */
    public static void halt(Runtime runtime, int status) {
        throw refused("Runtime.halt");
    }

    private static UserError refused(String call) {
        return new UserError(
                call + " would end the kernel and lose the session.",
                "Leave it out; to begin anew, restart the kernel from the Kernel menu.");
    }
}
