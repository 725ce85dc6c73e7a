package joulebook.kernel.magic.general;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import joulebook.kernel.cell.Glob;
import joulebook.kernel.display.ObjectText;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.session.JavaSession;
import joulebook.kernel.session.Variable;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the variables of the session. */
abstract class Variables implements Magic {
    private final Supplier<JavaSession> session;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only those of this name; * and ? stand for any.")
    private String name = "*";

    @Option(names = "--type", paramLabel = "TYPE", description = "Only those of this type; * and ? stand for any.")
    private String type = "*";

    @Option(
            names = {"-a", "--all"},
            description = "Those too that JShell made for values without a name ($1, $2, ...).")
    private boolean all;

    Variables(Supplier<JavaSession> session) {
        this.session = session;
    }

    @Override
    public Object run(MagicContext context) {
        List<Variable> wanted = session.get().variables().stream()
                .filter(variable -> all || !variable.name().startsWith("$"))
                .filter(variable -> Glob.of(name).test(variable.name()))
                .filter(variable -> Glob.of(type).test(variable.type()))
                .toList();
        return wanted.isEmpty() ? new DisplayData("No variables.") : show(wanted);
    }

    abstract Object show(List<Variable> variables);

    @Override
    public Form form() {
        return Form.LINE;
    }

    /** {@code %who}. */
    @Command(name = "who", description = "List the names of the session's variables.")
    static final class Who extends Variables {
        Who(Supplier<JavaSession> session) {
            super(session);
        }

        @Override
        Object show(List<Variable> variables) {
            return new DisplayData(variables.stream().map(Variable::name).collect(Collectors.joining("  ")));
        }
    }

    /** {@code %whos}. */
    @Command(name = "whos", description = "List the session's variables with their types and values.")
    static final class Whos extends Variables {
        Whos(Supplier<JavaSession> session) {
            super(session);
        }

        @Override
        Object show(List<Variable> variables) {
            TextTable table = new TextTable("Variable", "Type", "Value");
            variables.forEach(v -> table.row(v.name(), v.type(), size(v.value()) + ObjectText.brief(v.value(), 60)));
            return table.display();
        }

        private static String size(Object value) {
            return value instanceof Collection<?> elements
                    ? elements.size() + ": "
                    : value instanceof Map<?, ?> map
                            ? map.size() + ": "
                            : value != null && value.getClass().isArray() ? Array.getLength(value) + ": " : "";
        }
    }
}
