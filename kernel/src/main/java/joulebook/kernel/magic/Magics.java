package joulebook.kernel.magic;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import joulebook.kernel.UserError;
import joulebook.kernel.magic.CellText.MagicPart;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
        ParseResult parsed = parse(part);
        ParseResult magic = parsed.subcommand();
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

    /** A magic's options that begin with a prefix. */
    public List<String> options(String name, String prefix) {
        List<String> found = new ArrayList<>();
        if (byName.containsKey(name)) {
            for (OptionSpec option : command(name).getCommandSpec().options()) {
                found.add(option.longestName());
            }
        }
        return found.stream()
                .filter(option -> option.startsWith(prefix))
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
        CommandLine root = new CommandLine(new Root());
        byName.forEach((name, magic) -> root.addSubcommand(name, command(name)));
        List<String> words = new ArrayList<>(List.of(part.name()));
        words.addAll(Arguments.split(part.arguments()));
        if (!byName.containsKey(part.name())) {
            throw unknown(part.name(), root);
        }
        try {
            return root.parseArgs(words.toArray(new String[0]));
        } catch (ParameterException e) {
            throw new UserError("%" + part.name() + ": " + sentence(e), "See %" + part.name() + " --help.");
        }
    }

    private CommandLine command(String name) {
        CommandLine command = new CommandLine(byName.get(name).get());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        addHelp(command);
        return command;
    }

    private static void addHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        command.getSubcommands().values().forEach(Magics::addHelp);
    }

    private static UserError unknown(String name, CommandLine root) {
        List<String> near = List.of();
        try {
            root.parseArgs(name);
        } catch (UnmatchedArgumentException e) {
            near = e.getSuggestions();
        } catch (ParameterException e) {
            // no suggestions then
        }
        String hint = near.isEmpty()
                ? "%lsmagic lists them all."
                : "Did you mean %" + near.get(0) + "? %lsmagic lists them all.";
        return new UserError("There is no magic named %" + name + ".", hint);
    }

    private static String sentence(ParameterException e) {
        String message = e.getMessage()
                .lines()
                .findFirst()
                .orElse("its arguments are wrong")
                .strip();
        return message.endsWith(".") ? message : message + ".";
    }

    @Command(name = "")
    private static final class Root {}

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
