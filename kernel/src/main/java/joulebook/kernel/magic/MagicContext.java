package joulebook.kernel.magic;

import java.util.Optional;
import joulebook.kernel.cell.Cell;

/** What a magic can reach: the cell it stands in, the Java session, the display. */
public interface MagicContext {
    /** The cell that runs. */
    Cell cell();

    /** The text below a {@code %%magic}; empty for a line magic. */
    Optional<String> body();

    /**
     * The value of Java code in the session, if it has one.
     *
     * @throws Exception what the code throws; {@link joulebook.kernel.session.EvaluationException} in the user's words
     */
    Optional<Object> evaluate(String code) throws Exception;

    /** The value of the cell's text below the magic, as Java code. */
    Optional<Object> evaluateBody() throws Exception;

    /** Defines a variable of the session, of the value's own (public) type. */
    void define(String name, Class<?> type, Object value);

    /** The value of a variable of the session. */
    Optional<Object> variable(String name);

    /** Shows an object under the cell. */
    void display(Object value);

    /** Shows an object that can be exchanged by {@link #update}. */
    void display(Object value, String id);

    /** Exchanges what was shown under the id. */
    void update(Object value, String id);

    /** Clears the outputs of the cell; waits with it for the next output if so asked. */
    void clear(boolean wait);
}
