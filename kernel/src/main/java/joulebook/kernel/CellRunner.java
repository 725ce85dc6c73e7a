package joulebook.kernel;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellListener;
import joulebook.kernel.cell.CellResult;
import joulebook.kernel.cell.CellResult.Status;
import joulebook.kernel.cell.Results;
import joulebook.kernel.display.Output;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.CellText;
import joulebook.kernel.magic.CellText.JavaPart;
import joulebook.kernel.magic.CellText.MagicPart;
import joulebook.kernel.magic.CellText.Part;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.magic.Magics;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.session.CellThread.InterruptedCell;
import joulebook.kernel.session.EvaluationException;
import joulebook.kernel.session.JavaSession;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs cells: listeners before, the Java and the magics of the cell in order, listeners after. */
final class CellRunner implements MagicContext {
    private static final Logger LOG = LoggerFactory.getLogger(CellRunner.class);

    private final Supplier<JavaSession> session;
    private final Magics magics;
    private final Renderer renderer;
    private final Output output;
    private final List<CellListener> listeners = new CopyOnWriteArrayList<>();
    private final Results results = new Results();
    private volatile Cell current = new Cell(0, "", true, false);
    private volatile Optional<String> body = Optional.empty();

    CellRunner(Supplier<JavaSession> session, Magics magics, Renderer renderer, Output output) {
        this.session = session;
        this.magics = magics;
        this.renderer = renderer;
        this.output = output;
    }

    void listen(CellListener listener) {
        listeners.add(listener);
    }

    /** The values that cells have shown. */
    Results results() {
        return results;
    }

    /**
     * How a cell went.
     *
     * @param value what to show, if it ran through and has a value
     * @param failure what to tell otherwise
     */
    record Run(CellResult result, Optional<DisplayData> value, Optional<Failure> failure) {}

    /** An error as the front end shows it. */
    record Failure(String name, String value, List<String> traceback) {}

    /** Runs a cell and shows its value; metadata of the reply is added to {@code metadata}. */
    Run run(Cell cell, JsonObject metadata) {
        current = cell;
        session.get().thread().newCell(); // waits for the session: not to be counted as the first cell's time
        if (!cell.silent()) {
            listeners.forEach(listener -> guarded(() -> listener.before(cell)));
        }
        long start = System.nanoTime();
        Optional<DisplayData> value = Optional.empty();
        Optional<Failure> failure = Optional.empty();
        Status status = Status.OK;
        try {
            value = evaluateParts(cell);
        } catch (Throwable e) {
            failure = Optional.of(failure(e));
            status = interrupted(e) ? Status.INTERRUPTED : Status.ERROR;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        CellResult result =
                new CellResult(status, seconds, failure.map(Failure::value).orElse(""));
        if (!cell.silent()) {
            value.ifPresent(data -> output.result(data, cell.number()));
            failure.ifPresent(f -> output.publish("error", content(f)));
            listeners.forEach(listener -> guarded(() -> listener.after(cell, result, metadata)));
        }
        return new Run(result, value, failure);
    }

    /** The value of an expression as a display, for {@code user_expressions}. */
    DisplayData expression(String code) throws Exception {
        return render(session.get().evaluate(code, "expression").object());
    }

    static JsonObject content(Failure failure) {
        JsonObject content = new JsonObject();
        content.addProperty("ename", failure.name());
        content.addProperty("evalue", failure.value());
        content.add("traceback", Content.strings(failure.traceback()));
        return content;
    }

    Failure failure(Throwable e) {
        if (e instanceof EvaluationException failed) {
            if (failed.getCause() instanceof UserError error) {
                return failure(error);
            }
            return new Failure(failed.name(), failed.getMessage(), red(failed.lines()));
        }
        if (e instanceof UserError error) {
            return new Failure("UserError", error.text(), red(List.of(error.text())));
        }
        if (interrupted(e)) {
            return new Failure("Interrupted", "Interrupted.", red(List.of("Interrupted.")));
        }
        LOG.error("A magic or a renderer failed in a way that it should not", e);
        List<String> lines = new ArrayList<>(List.of(e.toString()));
        for (StackTraceElement frame : e.getStackTrace()) {
            lines.add("    at " + frame);
        }
        return new Failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), red(lines));
    }

    private Optional<DisplayData> evaluateParts(Cell cell) throws Exception {
        JavaSession java = session.get();
        Optional<DisplayData> shown = Optional.empty();
        Object last = null;
        for (Part part : CellText.split(cell.code(), code -> java.analysis().unfinished(code))) {
            if (part instanceof JavaPart code) {
                JavaSession.Value value = java.evaluate(code.code(), cell.place());
                last = value.object();
                shown = value.shown() ? Optional.of(render(last)) : Optional.empty();
            } else {
                MagicPart magic = (MagicPart) part;
                body = magic.body();
                last = java.thread().call(() -> magics.run(magic, this));
                shown = last == null ? Optional.empty() : Optional.of(render(last));
            }
        }
        if (shown.isPresent() && cell.stored()) {
            results.add(cell.number(), last);
        }
        return shown;
    }

    /** On the thread of the user's code, for a {@code toString} of the user's may not end. */
    private DisplayData render(Object value) throws Exception {
        return session.get().thread().call(() -> renderer.render(value));
    }

    private static boolean interrupted(Throwable e) {
        return e instanceof InterruptedCell
                || e instanceof CancellationException
                || e instanceof EvaluationException failed && failed.kind() == EvaluationException.Kind.INTERRUPTED;
    }

    private static List<String> red(List<String> lines) {
        List<String> coloured = new ArrayList<>(lines);
        coloured.set(0, "\u001b[31m" + lines.get(0) + "\u001b[0m");
        return coloured;
    }

    private static void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable e) {
            LOG.error("A cell listener failed", e);
        }
    }

    @Override
    public Cell cell() {
        return current;
    }

    @Override
    public Optional<String> body() {
        return body;
    }

    @Override
    public Optional<Object> evaluate(String code) throws Exception {
        JavaSession.Value value = session.get().evaluate(code, current.place());
        return Optional.ofNullable(value.object());
    }

    @Override
    public Optional<Object> evaluateBody() throws Exception {
        return evaluate("\n" + body.orElse("")); // the line of the magic itself, so that line numbers are the cell's
    }

    @Override
    public void define(String name, Class<?> type, Object value) {
        session.get().define(name, type.getCanonicalName(), value);
    }

    @Override
    public Optional<Object> variable(String name) {
        return session.get().variable(name);
    }

    @Override
    public void display(Object value) {
        output.display(renderer.render(value));
    }

    @Override
    public void display(Object value, String id) {
        output.display(withId(value, id));
    }

    @Override
    public void update(Object value, String id) {
        output.update(withId(value, id));
    }

    @Override
    public void clear(boolean wait) {
        output.clear(wait);
    }

    private DisplayData withId(Object value, String id) {
        DisplayData data = new DisplayData(renderer.render(value));
        data.setDisplayId(id);
        return data;
    }
}
