package joulebook.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Set;
import joulebook.kernel.CellRunner.Run;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellResult;
import joulebook.kernel.cell.History;
import joulebook.kernel.display.Output;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;

/** Carries out execute requests: counts, stores, runs the cell and answers. Lives on the shell thread. */
final class ExecuteRequests {
    private final CellRunner cells;
    private final Output output;
    private final Questions questions;
    private final History history;
    private volatile int count; // written by the shell's own thread only

    ExecuteRequests(CellRunner cells, Output output, Questions questions, History history) {
        this.cells = cells;
        this.output = output;
        this.questions = questions;
        this.history = history;
    }

    History history() {
        return history;
    }

    Answer execute(Message request) {
        boolean beside = !request.subshell().isEmpty();
        boolean silent = request.flag("silent", false);
        boolean stored = !silent && !beside && request.flag("store_history", true);
        String code = request.text("code", "");
        Cell cell = new Cell(stored ? ++count : Math.max(1, count), code, silent, stored, cellId(request));
        if (silent) {
            output.silence();
        } else {
            output.publish(
                    "execute_input",
                    Content.of()
                            .with("code", code)
                            .with("execution_count", cell.number())
                            .json());
        }
        if (stored) {
            history.add(cell);
        }
        JsonObject metadata = new JsonObject();
        metadata.addProperty("started", Instant.now().toString());
        Run run = beside ? cells.runBeside(cell) : runAsking(request, cell, metadata);
        metadata.addProperty("seconds", run.result().seconds());
        boolean ok = run.result().status() == CellResult.Status.OK;
        metadata.addProperty("status", ok ? "ok" : "error");
        JsonObject wanted = beside ? new JsonObject() : request.object("user_expressions");
        JsonObject reply = run.failure()
                .map(ExecuteRequests::error)
                .orElseGet(
                        () -> Content.ok().with("payload", payloads(run)).with("user_expressions", expressions(wanted)))
                .json();
        reply.addProperty("execution_count", cell.number());
        return new Answer(reply, metadata, !ok && !beside && request.flag("stop_on_error", true));
    }

    /** JupyterLab and Notebook send the cell's id, a console has none. */
    private static String cellId(Message request) {
        JsonElement id = request.metadata().get("cellId");
        return id != null && id.isJsonPrimitive() ? id.getAsString() : "";
    }

    private Run runAsking(Message request, Cell cell, JsonObject metadata) {
        questions.belongTo(request);
        try {
            return cells.run(cell, metadata);
        } finally {
            questions.end();
        }
    }

    /** The answer to a request that is not carried out. */
    Answer aborted() {
        return Answer.of(Content.of().with("status", "aborted").with("execution_count", count));
    }

    private static Content error(CellRunner.Failure failure) {
        return Content.error(failure.name(), failure.value(), failure.traceback());
    }

    private static JsonArray payloads(Run run) {
        JsonArray payloads = new JsonArray();
        run.payloads().forEach(payloads::add);
        return payloads;
    }

    private JsonObject expressions(JsonObject wanted) {
        JsonObject values = new JsonObject();
        for (String name : Set.copyOf(wanted.keySet())) {
            try {
                JsonObject value = Output.json(cells.expression(wanted.get(name).getAsString()));
                value.remove("transient");
                value.addProperty("status", "ok");
                values.add(name, value);
            } catch (Exception e) {
                values.add(name, error(cells.failure(e)).json());
            }
        }
        return values;
    }
}
