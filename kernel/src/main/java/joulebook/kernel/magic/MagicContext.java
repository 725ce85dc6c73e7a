package joulebook.kernel.magic;

import com.google.gson.JsonObject;
import java.util.Optional;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.session.JavaSession;

/** What a magic can reach: the cell it stands in, the Java session, the display. */
public interface MagicContext {
    /** The cell that runs. */
    Cell cell();

    /** The text below a {@code %%magic}; empty for a line magic. */
    Optional<String> body();

    /** The Java of the magic's own line under as many empty lines as stand above it, so that line numbers are the cell's. */
    String placedLine(String code);

    /** The text below the magic under as many empty lines as stand above it, so that line numbers are the cell's. */
    String placedBody();

    /**
     * The value of Java code in the session, if it has one.
     *
     * @throws Exception what the code throws; {@link joulebook.kernel.session.EvaluationException} in the user's words
     */
    Optional<Object> evaluate(String code) throws Exception;

    /**
     * The value of Java code in the session, if it has one.
     *
     * @param place what messages call the code
     * @throws Exception as {@link #evaluate(String)}
     */
    Optional<Object> evaluate(String code, String place) throws Exception;

    /** The value of the cell's text below the magic, as Java code. */
    default Optional<Object> evaluateBody() throws Exception {
        return evaluate(placedBody());
    }

    /** Runs text as a cell's: Java and magics. */
    JavaSession.Value run(String text) throws Exception;

    /**
     * Runs text as a cell's: Java and magics.
     *
     * @param place what messages call the text
     */
    JavaSession.Value run(String text, String place) throws Exception;

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

    /** Forgets the values that cells have shown. */
    void forgetResults();
    /** Adds to the {@code payload} of the cell's reply, such as the text of the next cell. */
    void payload(JsonObject payload);

    /** The directory and the environment that magics work in. */
    Workspace workspace();
}
