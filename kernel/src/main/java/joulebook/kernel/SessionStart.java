package joulebook.kernel;

import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.display.Output;
import joulebook.kernel.session.EvaluationException;
import joulebook.kernel.session.JavaSession;

/** Makes the Java session ready in the background, so that the sockets answer at once. */
final class SessionStart {
    private static final List<String> IMPORTS = List.of(
            "java.io.*",
            "java.math.*",
            "java.nio.file.*",
            "java.util.*",
            "java.util.concurrent.*",
            "java.util.function.*",
            "java.util.stream.*",
            "static joulebook.kernel.Notebook.*",
            "static joulebook.kernel.display.Displays.*");

    private SessionStart() {}

    static JavaSession start(Output output, List<KernelExtension> extensions) {
        onThread(() -> extensions.forEach(KernelExtension::warmUp));
        JavaSession session = new JavaSession(output::inherit);
        List<String> imports = new ArrayList<>(IMPORTS);
        extensions.forEach(extension -> imports.addAll(extension.imports()));
        try {
            session.imports(imports, "startup");
            session.evaluate("1 + 1", "startup"); // loads what the first cell would otherwise wait for
        } catch (EvaluationException e) {
            throw new IllegalStateException("The session's start failed: " + e.lines(), e);
        }
        return session;
    }

    static void onThread(Runnable task) {
        Thread thread = new Thread(task, "start");
        thread.setDaemon(true);
        thread.start();
    }
}
