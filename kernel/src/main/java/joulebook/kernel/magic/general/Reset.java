package joulebook.kernel.magic.general;

import java.util.function.Supplier;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.session.JavaSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %reset}. */
@Command(
        name = "reset",
        description =
                "Forget all variables, methods, classes and imports but those that the kernel starts with. The class"
                        + " path and what Out(n) gives stay.")
final class Reset implements Magic {
    private final Supplier<JavaSession> session;

    @Option(
            names = {"-f", "--force"},
            description = "Do it: without this option nothing is forgotten.")
    private boolean force;

    Reset(Supplier<JavaSession> session) {
        this.session = session;
    }

    @Override
    public Object run(MagicContext context) {
        if (!force) {
            int variables = session.get().variables().size();
            throw new UserError(
                    "%reset would forget everything defined so far, " + variables + " variables among it.",
                    "Write %reset -f to do so.");
        }
        session.get().reset("startup");
        return null;
    }

    @Override
    public Form form() {
        return Form.LINE;
    }
}
