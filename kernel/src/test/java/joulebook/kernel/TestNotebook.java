package joulebook.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.History;
import joulebook.kernel.cell.HistoryFile;
import joulebook.kernel.display.JavaRenderer;
import joulebook.kernel.display.Output;
import joulebook.kernel.display.Recording;
import joulebook.kernel.display.StandardStreams;
import joulebook.kernel.magic.Config;
import joulebook.kernel.magic.Magics;
import joulebook.kernel.magic.general.GeneralMagics;
import joulebook.kernel.session.JavaSession;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** A kernel without sockets: cells go in, what they show comes out. */
public final class TestNotebook implements AutoCloseable {
    private final Recording recording = new Recording();
    private final Output output = new Output(recording, "kernel-id");
    private final JavaSession session = new JavaSession(output::inherit);
    private final Magics magics = new Magics();
    private final History history = new History(HistoryFile.none());
    private final Config config = new Config();
    private final CellRunner runner = new CellRunner(() -> session, magics, new JavaRenderer(), output);
    private final StandardStreams streams = new StandardStreams(output, () -> "");
    private CellRunner.Run last;
    private int number;

    public TestNotebook() {
        GeneralMagics.register(magics, () -> session, history, config);
        Notebook.attach(runner::context);
    }

    /** Runs a cell; the text of its value, or its error, or nothing. */
    public String run(String code) {
        recording.messages().clear();
        Cell cell = new Cell(++number, code, false, true);
        history.add(cell);
        last = runner.run(cell, new JsonObject());
        output.flush();
        return last.failure().map(CellRunner.Failure::value).orElseGet(() -> data(MIMEType.TEXT_PLAIN));
    }

    /** Runs a cell that is to fail by the user's mistake; what is said of it. */
    public String mistake(String code) {
        String text = run(code);
        if (last.failure().isEmpty() || !last.failure().get().name().equals("UserError")) {
            throw new AssertionError("No mistake was told by " + code + ", but: " + text + last.failure());
        }
        return text;
    }

    /** Whether the last cell ran through. */
    public boolean ok() {
        return last.failure().isEmpty();
    }

    /** The last cell's value as a type; empty if it has none. */
    public String data(MIMEType type) {
        return last.value().map(value -> String.valueOf(value.getData(type))).orElse("");
    }

    public List<JsonObject> payloads() {
        return last.payloads();
    }

    /** What the last cell displayed, as text. */
    public List<String> displayed() {
        return recording.messages().stream()
                .filter(message -> message.type().equals("display_data"))
                .map(message -> message.object("data").get("text/plain").getAsString())
                .toList();
    }

    /** What the last cell printed. */
    public String printed(String stream) {
        return recording.text(stream);
    }

    /** Told of each message as it is sent. */
    public Recording recording() {
        return recording;
    }

    public JavaSession session() {
        return session;
    }

    public Magics magics() {
        return magics;
    }

    public Config config() {
        return config;
    }

    @Override
    public void close() {
        streams.close();
        session.close();
    }
}
