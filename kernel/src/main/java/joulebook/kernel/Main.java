package joulebook.kernel;

import java.nio.file.Path;
import joulebook.kernel.error.UserError;
import joulebook.kernel.protocol.Connection;

/** Starts a kernel for the connection file that Jupyter names. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        int status = 0;
        try {
            if (arguments.length != 1) {
                throw new UserError("A kernel is started with one argument, the path of Jupyter's connection file.");
            }
            try (Kernel kernel = new Kernel(Connection.read(Path.of(arguments[0])))) {
                endWithParent(kernel);
                kernel.run();
            }
        } catch (UserError e) {
            System.err.println(e.text());
            status = 2;
        }
        System.exit(status);
    }

    /** A kernel whose server died must not stay: Jupyter names its process in the environment. */
    private static void endWithParent(Kernel kernel) {
        String parent = System.getenv("JPY_PARENT_PID");
        if (parent != null && parent.matches("[1-9]\\d*")) {
            ProcessHandle.of(Long.parseLong(parent))
                    .ifPresentOrElse(process -> process.onExit().thenRun(kernel::stop), kernel::stop);
        }
    }
}
