package joulebook.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
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
                .with("supported_features", new JsonArray())
                .with("help_links", new JsonArray()));
    }

    private static String version() {
        String version = Kernel.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
