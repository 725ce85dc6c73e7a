package joulebook.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import joulebook.kernel.protocol.Connection;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;

/** What the kernel says of itself. */
final class KernelInfo {
    private KernelInfo() {}

    static Answer reply() {
        String java = System.getProperty("java.version");
        JsonObject language = Content.of()
                .with("name", "java")
                .with("version", java)
                .with("mimetype", "text/x-java-source")
                .with("file_extension", ".java")
                .with("pygments_lexer", "java")
                .with("codemirror_mode", "text/x-java")
                .json();
        return Answer.of(Content.ok()
                .with("protocol_version", Message.PROTOCOL_VERSION)
                .with("implementation", "joulebook")
                .with("implementation_version", version())
                .with("language_info", language)
                .with("banner", "Joulebook " + version() + ", Java " + java + ": every cell shows what it cost")
                .with("debugger", false)
                .with("supported_features", Content.strings(List.of("kernel subshells")))
                .with("help_links", helpLinks()));
    }

    /** The answer to a {@code connect_request}: where the sockets are. */
    static Answer ports(Connection connection) {
        return Answer.of(Content.ok()
                .with("shell_port", connection.shellPort())
                .with("iopub_port", connection.iopubPort())
                .with("stdin_port", connection.stdinPort())
                .with("control_port", connection.controlPort())
                .with("hb_port", connection.heartbeatPort()));
    }

    private static JsonArray helpLinks() {
        JsonArray links = new JsonArray();
        Map<String, String> pages = new TreeMap<>(Map.of(
                "Java", "https://docs.oracle.com/en/java/javase/17/docs/api/",
                "Deep Java Library", "https://djl.ai",
                "Tablesaw", "https://jtablesaw.github.io/tablesaw/"));
        pages.forEach((text, url) ->
                links.add(Content.of().with("text", text).with("url", url).json()));
        return links;
    }

    private static String version() {
        String version = Kernel.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
