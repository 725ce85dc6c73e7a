package joulebook.kernel.magic.general;

import joulebook.kernel.magic.Config;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %config}. */
@Command(name = "config", description = "Show or change the kernel's settings, for as long as it runs.")
final class Configure implements Magic {
    private final Config config;

    @Parameters(
            arity = "0..1",
            paramLabel = "KEY[=VALUE]",
            description = "Which to show or to change; without it all are shown.")
    private String wanted = "";

    Configure(Config config) {
        this.config = config;
    }

    @Override
    public Object run(MagicContext context) {
        if (wanted.isEmpty()) {
            TextTable table = new TextTable("Setting", "Value", "");
            config.settings().forEach(s -> table.row(s.key(), String.valueOf(s.value()), s.description()));
            return table.display();
        }
        String[] parts = wanted.split("=", 2);
        if (parts.length == 1) {
            return new DisplayData(String.valueOf(config.get(wanted).value()));
        }
        config.set(parts[0], parts[1]);
        return null;
    }

    @Override
    public Form form() {
        return Form.LINE;
    }
}
