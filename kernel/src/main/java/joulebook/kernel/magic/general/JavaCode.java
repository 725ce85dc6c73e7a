package joulebook.kernel.magic.general;

import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;

/** The Java that a magic is given: on its line, or below it. */
final class JavaCode {
    private JavaCode() {}

    /**
     * The code, under empty lines so that line numbers are the cell's.
     *
     * @param line what stands on the magic's line behind its options
     */
    static String of(String magic, String line, MagicContext context) {
        String body = context.body().orElse("");
        if (line.isBlank() == body.isBlank()) {
            throw new UserError(
                    "%" + magic
                            + (body.isBlank()
                                    ? " has nothing to run."
                                    : " takes Java on its line or below it, not both."),
                    "Write %" + magic + " STATEMENT, or %%" + magic + " on the first line of a cell.");
        }
        return body.isBlank() ? context.placedLine(line) : context.placedBody();
    }
}
