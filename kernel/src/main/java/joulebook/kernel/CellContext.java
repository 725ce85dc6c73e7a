package joulebook.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.Results;
import joulebook.kernel.comm.Comms;
import joulebook.kernel.display.Output;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.CellText;
import joulebook.kernel.magic.CellText.JavaPart;
import joulebook.kernel.magic.CellText.MagicPart;
import joulebook.kernel.magic.CellText.Part;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.magic.Magics;
import joulebook.kernel.magic.Workspace;
import joulebook.kernel.session.EvaluationException;
import joulebook.kernel.session.JavaSession;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** Runs the parts of one cell, and is what its magics can reach. */
final class CellContext implements MagicContext {
    /** What all cells share. */
    record Tools(
            Supplier<JavaSession> session,
            Magics magics,
            Renderer renderer,
            Output output,
            Workspace workspace,
            Results results,
            Comms comms) {}

    private final Tools tools;
    private final Cell cell;
    private final String place;
    private final Optional<MagicPart> magic;
    private final List<JsonObject> payloads;
    private final boolean beside;

    /** @param beside whether the cell runs in a subshell, beside the session's own thread */
    CellContext(Tools tools, Cell cell, boolean beside) {
        this(tools, cell, cell.place(), Optional.empty(), new CopyOnWriteArrayList<>(), beside);
    }

    private CellContext(
            Tools tools,
            Cell cell,
            String place,
            Optional<MagicPart> magic,
            List<JsonObject> payloads,
            boolean beside) {
        this.tools = tools;
        this.beside = beside;
        this.cell = cell;
        this.place = place;
        this.magic = magic;
        this.payloads = payloads;
    }

    Tools tools() {
        return tools;
    }

    /** What the cell's magics put into its reply, in order. */
    List<JsonObject> payloads() {
        return List.copyOf(payloads);
    }

    /** Runs one magic; the value is null if it has none. */
    Object magic(MagicPart part) throws Exception {
        return magic(part, place);
    }

    private Object magic(MagicPart part, String in) throws Exception {
        CellContext inner = new CellContext(tools, cell, in, Optional.of(part), payloads, beside);
        if (beside) {
            tools.magics.checkBeside(part);
            return tools.magics.run(part, inner);
        }
        return tools.session.get().thread().call(() -> tools.magics.run(part, inner));
    }

    @Override
    public JavaSession.Value run(String text) throws Exception {
        return run(text, place);
    }

    @Override
    public JavaSession.Value run(String text, String name) throws Exception {
        JavaSession java = tools.session.get();
        JavaSession.Value value = JavaSession.Value.NONE;
        for (Part part : CellText.split(text, java.analysis()::goesOn)) {
            if (part instanceof JavaPart code) {
                value = java(code.code(), name);
            } else {
                Object left = magic((MagicPart) part, name);
                value = new JavaSession.Value(left != null, left);
            }
        }
        return value;
    }

    @Override
    public Cell cell() {
        return cell;
    }

    @Override
    public Optional<String> body() {
        return magic.flatMap(MagicPart::body);
    }

    @Override
    public String placedLine(String code) {
        return "\n".repeat(line() - 1) + code;
    }

    @Override
    public String placedBody() {
        return "\n".repeat(line()) + body().orElse("");
    }

    private int line() {
        return magic.map(MagicPart::line).orElse(1);
    }

    @Override
    public Optional<Object> evaluate(String code) throws Exception {
        return evaluate(code, place);
    }

    @Override
    public Optional<Object> evaluate(String code, String name) throws Exception {
        return Optional.ofNullable(java(code, name).object());
    }

    private JavaSession.Value java(String code, String name) throws EvaluationException {
        if (beside) {
            throw new UserError(
                    "A subshell does not run Java: the session runs one cell at a time.",
                    "Run it in the notebook itself; here run magics such as %energy and %memory.");
        }
        return tools.session.get().evaluate(code, name);
    }

    @Override
    public void define(String name, Class<?> type, Object value) {
        if (beside) {
            throw new UserError("A subshell cannot define the variable " + name + ".", "Do it in the notebook itself.");
        }
        tools.session.get().define(name, type.getCanonicalName(), value);
    }

    @Override
    public Optional<Object> variable(String name) {
        return tools.session.get().variable(name);
    }

    @Override
    public void display(Object value) {
        tools.output.display(tools.renderer.render(value));
    }

    @Override
    public void display(Object value, String id) {
        tools.output.display(withId(value, id));
    }

    @Override
    public void update(Object value, String id) {
        tools.output.update(withId(value, id));
    }

    @Override
    public void clear(boolean wait) {
        tools.output.clear(wait);
    }

    @Override
    public void forgetResults() {
        tools.results().clear();
    }

    @Override
    public void payload(JsonObject payload) {
        payloads.add(payload);
    }

    @Override
    public Workspace workspace() {
        return tools.workspace;
    }

    private DisplayData withId(Object value, String id) {
        DisplayData data = new DisplayData(tools.renderer.render(value));
        data.setDisplayId(id);
        return data;
    }
}
