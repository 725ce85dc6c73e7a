package joulebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import joulebook.install.client.KernelProcess;
import joulebook.kernel.protocol.Message;

/** The kernel as {@code joulebook install} left it in a folder. */
public final class InstalledKernel {
    private final Path prefix;
    private final Path folder;

    /**
     * Installs the kernelspec below the folder.
     *
     * @param options of the installation, such as {@code --no-archive}
     */
    public InstalledKernel(Path prefix, String... options) {
        this.prefix = prefix;
        List<String> words = new ArrayList<>(List.of("install", "--prefix", prefix.toString()));
        words.addAll(List.of(options));
        Programs.Result installed = Programs.joulebook(words.toArray(new String[0]));
        assertThat(installed.status()).as(installed.err()).isZero();
        folder = prefix.resolve("share/jupyter/kernels/joulebook");
    }

    /** Lets Jupyter find the kernelspec, and keeps what the tests run out of the user's history and ledgers. */
    Map<String, String> environment() {
        return Map.of(
                "JUPYTER_PATH", prefix.resolve("share/jupyter").toString(),
                "JOULEBOOK_HISTORY", history().toString(),
                "JOULEBOOK_LEDGER", prefix.resolve("ledger").toString());
    }

    Path history() {
        return prefix.resolve("history.jsonl");
    }

    /**
     * Starts the kernel by its kernelspec.
     *
     * @param flags of the JVM, beside the kernelspec's
     */
    public KernelProcess start(String... flags) throws IOException {
        JsonObject spec = JsonParser.parseString(Files.readString(folder.resolve("kernel.json")))
                .getAsJsonObject();
        List<String> command = new ArrayList<>();
        spec.getAsJsonArray("argv")
                .forEach(word -> command.add(word.getAsString().replace("{resource_dir}", folder.toString())));
        command.remove("{connection_file}");
        command.addAll(1, List.of(flags));
        Map<String, String> environment = new HashMap<>(environment());
        spec.getAsJsonObject("env")
                .entrySet()
                .forEach(e -> environment.put(e.getKey(), e.getValue().getAsString()));
        return new KernelProcess(command, environment, prefix);
    }

    /** A cell's reply and what it published. */
    public record Executed(JsonObject reply, List<Message> published) {
        public String status() {
            return reply.get("status").getAsString();
        }

        public List<String> types() {
            return published.stream().map(Message::type).toList();
        }

        /** The text of a stream. */
        public String stream(String name) {
            StringBuilder text = new StringBuilder();
            published.stream()
                    .filter(m -> m.type().equals("stream") && m.text("name", "").equals(name))
                    .forEach(m -> text.append(m.text("text", "")));
            return text.toString();
        }

        /** The plain text of the outputs of a type. */
        public List<String> texts(String type) {
            return published.stream()
                    .filter(m -> m.type().equals(type))
                    .map(m -> m.object("data").get("text/plain").getAsString())
                    .toList();
        }

        /** The error's sentence. */
        public String error() {
            return reply.get("evalue").getAsString();
        }

        /** The error as it is shown, without colours. */
        public String traceback() {
            StringBuilder text = new StringBuilder();
            reply.getAsJsonArray("traceback")
                    .forEach(line -> text.append(line.getAsString()).append('\n'));
            return text.toString().replaceAll("\u001b\\[[\\d;]*m", "");
        }
    }

    /** Runs code that cannot work: the answer has the sentence and no stack trace. */
    static void assertRefused(KernelProcess kernel, String code, String sentence) {
        Executed cell = execute(kernel, code);
        assertThat(cell.status()).isEqualTo("error");
        assertThat(cell.error()).contains(sentence);
        assertThat(cell.traceback()).doesNotContain("    at ");
    }

    public static Executed execute(KernelProcess kernel, String code) {
        List<Message> published = new ArrayList<>();
        JsonObject reply = kernel.client().execute(code, published::add);
        return new Executed(reply, published);
    }
}
