package joulebook.kernel.magic;

/**
 * A command for notebooks: {@code %name options} on a line of its own, or {@code %%name options} above a cell's text.
 * A magic is a picocli command: its class carries {@link picocli.CommandLine.Command} with name and description, its
 * fields carry options and parameters. One instance is made a call.
 */
@FunctionalInterface
public interface Magic {
    /**
     * Runs the magic on the thread of the user's code; a long one ends when its thread is interrupted.
     *
     * @return the value to show, or null for none
     * @throws joulebook.kernel.error.UserError if what the user asked for cannot be done
     */
    Object run(MagicContext context) throws Exception;
}
