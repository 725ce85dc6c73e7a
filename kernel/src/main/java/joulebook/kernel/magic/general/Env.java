package joulebook.kernel.magic.general;

import java.util.Map;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %env}. */
@Command(
        name = "env",
        description = {
            "Show or set variables of the environment of %%%%bash.",
            "A running JVM cannot change its own: System.getenv goes on giving what the kernel was started with, and"
                    + " System properties are another thing (System.setProperty)."
        })
final class Env implements Magic {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME[=VALUE]",
            description = "Which to show, or to set; without it all are shown.")
    private String wanted = "";

    @Override
    public Object run(MagicContext context) {
        Map<String, String> environment = context.workspace().environment();
        if (wanted.isEmpty()) {
            TextTable table = new TextTable("Name", "Value");
            environment.forEach(table::row);
            return table.display();
        }
        String[] parts = wanted.split("=", 2);
        if (!parts[0].matches("[A-Za-z_]\\w*")) {
            throw new UserError("%env: '" + parts[0] + "' is no name of a variable.", "Write %env NAME=VALUE.");
        }
        if (parts.length == 2) {
            context.workspace().setVariable(parts[0], parts[1]);
            return null;
        }
        if (!environment.containsKey(wanted)) {
            throw new UserError("%env: there is no variable " + wanted + ".", "%env alone shows all.");
        }
        return new DisplayData(environment.get(wanted));
    }

    @Override
    public Form form() {
        return Form.LINE;
    }
}
