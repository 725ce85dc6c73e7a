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
import joulebook.kernel.comm.Comms;
import joulebook.kernel.display.Output;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magics;
import joulebook.kernel.magic.Workspace;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.session.CellThread.InterruptedCell;
import joulebook.kernel.session.EvaluationException;
import joulebook.kernel.session.JavaSession;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs cells: listeners before, the Java and the magics of the cell in order, listeners after. */
final class CellRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CellRunner.class);

    private final CellContext.Tools tools;
    private final List<CellListener> listeners = new CopyOnWriteArrayList<>();
    private volatile CellContext current;

    CellRunner(Supplier<JavaSession> session, Magics magics, Renderer renderer, Output output) {
        tools = new CellContext.Tools(
                session, magics, renderer, output, new Workspace(), new Results(), new Comms(output::publish));
        current = new CellContext(tools, new Cell(0, "", true, false), false);
    }

    void listen(CellListener listener) {
        listeners.add(listener);
    }

    /** What the magics of the cell that ran last, or still runs, can reach. */
    CellContext context() {
        return current;
    }

    /**
     * How a cell went.
     *
     * @param value what to show, if it ran through and has a value
     * @param failure what to tell otherwise
     * @param payloads what its magics want of the front end
     */
    record Run(CellResult result, Optional<DisplayData> value, Optional<Failure> failure, List<JsonObject> payloads) {}

    /** An error as the front end shows it. */
    record Failure(String name, String value, List<String> traceback) {}

    /** Runs the magics of a cell in a subshell, on this thread: no listener, no number, no place in the history. */
    Run runBeside(Cell cell) {
        long start = System.nanoTime();
        CellContext context = new CellContext(tools, cell, true);
        Optional<DisplayData> value = Optional.empty();
        Optional<Failure> failure = Optional.empty();
        try {
            JavaSession.Value left = context.run(cell.code());
            if (left.shown()) {
                value = Optional.of(tools.renderer().render(left.object()));
            }
        } catch (Exception | Error e) {
            failure = Optional.of(failure(e));
        }
        publish(cell, value, failure);
        Status status = failure.isPresent() ? Status.ERROR : Status.OK;
        String told = failure.map(Failure::value).orElse("");
        CellResult result = new CellResult(status, (System.nanoTime() - start) / 1e9, told);
        return new Run(result, value, failure, context.payloads());
    }

    private void publish(Cell cell, Optional<DisplayData> value, Optional<Failure> failure) {
        if (!cell.silent()) {
            value.ifPresent(data -> tools.output().result(data, cell.number()));
            failure.ifPresent(f -> tools.output().publish("error", content(f)));
        }
    }

    /** Runs a cell and shows its value; metadata of the reply is added to {@code metadata}. */
    Run run(Cell cell, JsonObject metadata) {
        CellContext context = new CellContext(tools, cell, false);
        current = context;
        tools.session().get().thread().newCell(); // waits for the session: not to be counted as the first cell's time
        if (!cell.silent()) {
            listeners.forEach(listener -> guarded(() -> listener.before(cell)));
        }
        long start = System.nanoTime();
        Optional<DisplayData> value = Optional.empty();
        Optional<Failure> failure = Optional.empty();
        Status status = Status.OK;
        try {
            value = shown(context.run(cell.code()), cell);
        } catch (Throwable e) {
            failure = Optional.of(failure(e));
            status = interrupted(e) ? Status.INTERRUPTED : Status.ERROR;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        CellResult result =
                new CellResult(status, seconds, failure.map(Failure::value).orElse(""));
        publish(cell, value, failure);
        if (!cell.silent()) {
            listeners.forEach(listener -> guarded(() -> listener.after(cell, result, metadata)));
        }
        return new Run(result, value, failure, context.payloads());
    }

    /** The value of an expression as a display, for {@code user_expressions}. */
    DisplayData expression(String code) throws Exception {
        return render(tools.session().get().evaluate(code, "expression").object());
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

    private Optional<DisplayData> shown(JavaSession.Value value, Cell cell) throws Exception {
        if (!value.shown()) {
            return Optional.empty();
        }
        DisplayData shown = render(value.object());
        if (cell.stored()) {
            tools.results().add(cell.number(), value.object());
        }
        return Optional.of(shown);
    }

    /** On the thread of the user's code, for a {@code toString} of the user's may not end. */
    private DisplayData render(Object value) throws Exception {
        return tools.session().get().thread().call(() -> tools.renderer().render(value));
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
}
