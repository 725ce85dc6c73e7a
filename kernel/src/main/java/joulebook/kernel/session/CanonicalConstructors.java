package joulebook.kernel.session;

import jdk.jshell.Diag;

/**
 * JShell (of Java 17 to 25 at least) makes the types of a cell public, and then the compiler asks for the same of a
 * record's canonical constructor. In a cell it may be written without, as in a file.
 */
final class CanonicalConstructors {
    private static final String ERROR = "compiler.err.invalid.canonical.constructor.in.record";

    private CanonicalConstructors() {}

    /** Whether the error is that a constructor without a modifier is not public. */
    static boolean isMendable(Diag error, String code) {
        return error.getCode().equals(ERROR)
                && !code.substring((int) error.getStartPosition()).matches("(?s)(public|protected|private)\\b.*");
    }

    /** The code with the constructor of such an error made public. */
    static String mended(Diag error, String code) {
        int start = (int) error.getStartPosition();
        return code.substring(0, start) + "public " + code.substring(start);
    }
}
