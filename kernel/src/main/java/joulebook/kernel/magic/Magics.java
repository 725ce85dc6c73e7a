package joulebook.kernel.magic;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.CellText.MagicPart;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The magics that a notebook can call, by name. */
public final class Magics {
    private final Map<String, Supplier<? extends Magic>> byName = new TreeMap<>();

    public Magics() {
        register(() -> new ListMagics(this));
    }

    /** Adds a magic under its command's name. */
    public void register(Supplier<? extends Magic> magic) {
        byName.put(new CommandLine(magic.get()).getCommandName(), magic);
    }

    /** Runs a magic; {@code --help} shows what it does. */
    public Object run(MagicPart part, MagicContext context) throws Exception {
        ParseResult magic = parse(part);
        while (magic.hasSubcommand()) {
            magic = magic.subcommand();
        }
        if (magic.isUsageHelpRequested()) {
            return new DisplayData(magic.commandSpec().commandLine().getUsageMessage(Ansi.OFF));
        }
        return ((Magic) magic.commandSpec().userObject()).run(context);
    }

    /** Names that begin with a prefix. */
    public List<String> names(String prefix) {
        return byName.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    /** A magic's options and subcommands that begin with a prefix. */
    public List<String> options(String name, String prefix) {
        if (!byName.containsKey(name)) {
            return List.of();
        }
        CommandLine command = command(name);
        return Stream.concat(
                        command.getCommandSpec().options().stream().map(OptionSpec::longestName),
                        command.getSubcommands().keySet().stream())
                .filter(word -> word.startsWith(prefix))
                .sorted()
                .toList();
    }

    /** A magic's help text; empty if there is no such magic. */
    public String help(String name) {
        return byName.containsKey(name) ? command(name).getUsageMessage(Ansi.OFF) : "";
    }

    /** A magic's description in one line. */
    String summary(String name) {
        String[] description = command(name).getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    private ParseResult parse(MagicPart part) {
        if (!byName.containsKey(part.name())) {
            throw unknown(part.name());
        }
        try {
            return command(part.name())
                    .parseArgs(Arguments.split(part.arguments()).toArray(new String[0]));
        } catch (ParameterException e) {
            throw new UserError("%" + part.name() + ": " + sentence(e), "See %" + part.name() + " --help.");
        }
    }

    private CommandLine command(String name) {
        CommandLine command = new CommandLine(byName.get(name).get());
        command.setCommandName("%" + name);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("Show this help.")
                        .build());
        return command;
    }

    private UserError unknown(String name) {
        CommandLine known = new CommandLine(CommandSpec.create());
        byName.keySet().forEach(magic -> known.addSubcommand(magic, CommandSpec.create()));
        String suggestion = "";
        try {
            known.parseArgs(name);
        } catch (UnmatchedArgumentException e) {
            suggestion = e.getSuggestions().stream()
                    .findFirst()
                    .map(near -> "Did you mean %" + near + "? ")
                    .orElse("");
        }
        return new UserError("There is no magic named %" + name + ".", suggestion + "%lsmagic lists them all.");
    }

    private static String sentence(ParameterException e) {
        String message = e.getMessage()
                .lines()
                .findFirst()
                .orElse("its arguments are wrong")
                .strip();
        return message.endsWith(".") ? message : message + ".";
    }

    /** Lists the magics. */
    @Command(name = "lsmagic", description = "List all magics.")
    static final class ListMagics implements Magic {
        private final Magics magics;

        ListMagics(Magics magics) {
            this.magics = magics;
        }

        @Override
        public Object run(MagicContext context) {
            StringWriter text = new StringWriter();
            PrintWriter out = new PrintWriter(text);
            magics.names("").forEach(name -> out.printf("%%%-14s %s%n", name, magics.summary(name)));
            out.print("Each explains itself with --help.");
            return new DisplayData(text.toString());
        }
    }
}
