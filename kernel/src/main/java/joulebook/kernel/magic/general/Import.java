package joulebook.kernel.magic.general;

import java.util.List;
import java.util.function.Supplier;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.session.JavaSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %import}. */
@Command(name = "import", description = "Import classes by their simple names, such as AtomicLong.")
final class Import implements Magic {
    private final Supplier<JavaSession> session;

    @Parameters(arity = "1..*", paramLabel = "CLASS", description = "A simple name, or a qualified one as in Java.")
    private List<String> names;

    Import(Supplier<JavaSession> session) {
        this.session = session;
    }

    @Override
    public Object run(MagicContext context) throws Exception {
        StringBuilder imports = new StringBuilder();
        for (String name : names) {
            imports.append("import ").append(qualified(name)).append(";\n");
        }
        context.evaluate(imports.toString());
        return imports.toString().strip();
    }

    private String qualified(String name) {
        if (name.contains(".")) {
            return name;
        }
        List<String> classes = session.get().classesNamed(name);
        if (classes.isEmpty()) {
            throw new UserError(
                    "%import: no class named " + name + " was found.",
                    "Add its library with %deps, or write its qualified name.");
        }
        List<String> common =
                classes.stream().filter(type -> type.startsWith("java.util.")).toList();
        List<String> meant = common.size() == 1 ? common : classes;
        if (meant.size() > 1) {
            throw new UserError(
                    "%import: several classes are named " + name + ": " + String.join(", ", meant) + ".",
                    "Write the qualified name of one.");
        }
        return meant.get(0);
    }

    @Override
    public Form form() {
        return Form.LINE;
    }
}
