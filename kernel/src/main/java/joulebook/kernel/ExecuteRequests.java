package joulebook.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Set;
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
    private int count;

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
        boolean silent = request.flag("silent", false);
        boolean stored = !silent && request.flag("store_history", true);
        String code = request.text("code", "");
        Cell cell = new Cell(stored ? ++count : Math.max(1, count), code, silent, stored);
        if (!silent) {
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
        questions.belongTo(request);
        CellRunner.Run run = cells.run(cell, metadata);
        metadata.addProperty("seconds", run.result().seconds());
        boolean ok = run.result().status() == CellResult.Status.OK;
        metadata.addProperty("status", ok ? "ok" : "error");
        JsonObject reply = run.failure()
                .map(ExecuteRequests::error)
                .orElseGet(() -> Content.ok()
                        .with("payload", payloads(run))
                        .with("user_expressions", expressions(request.object("user_expressions"))))
                .json();
        questions.end();
        reply.addProperty("execution_count", cell.number());
        return new Answer(reply, metadata, !ok && request.flag("stop_on_error", true));
    }

    /** The answer to a request that is not carried out. */
    Answer aborted() {
        return Answer.of(Content.of().with("status", "aborted").with("execution_count", count));
    }

    private static Content error(CellRunner.Failure failure) {
        return Content.error(failure.name(), failure.value(), failure.traceback());
    }

    private static JsonArray payloads(CellRunner.Run run) {
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
