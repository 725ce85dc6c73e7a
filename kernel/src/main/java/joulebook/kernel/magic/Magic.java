package joulebook.kernel.magic;

/**
 * A command for notebooks: {@code %name options} on a line of its own, or {@code %%name options} above a cell's text.
 * A magic is a picocli command: its class carries {@link picocli.CommandLine.Command} with name and description, its
 * fields carry options and parameters. One instance is made a call.
 */
@FunctionalInterface
public interface Magic {
    /** How a magic can be written. */
    enum Form {
        /** {@code %name} */
        LINE,
        /** {@code %%name}, with text below it */
        CELL,
        /** either */
        BOTH
    }

    /**
     * Runs the magic on the thread of the user's code; a long one ends when its thread is interrupted.
     *
     * @return the value to show, or null for none
     * @throws joulebook.kernel.error.UserError if what the user asked for cannot be done
     */
    Object run(MagicContext context) throws Exception;

    /** How it can be written; {@link Magics} refuses what cannot be meant. */
    default Form form() {
        return Form.BOTH;
    }

    /** Whether it can run on another thread while a cell runs: it only looks, and asks nothing of the Java session. */
    default boolean runsBesideCells() {
        return false;
    }

    /** Whether what follows its options is Java: one parameter, taken as it stands with its quotes and braces. */
    default boolean takesCode() {
        return false;
    }
}
