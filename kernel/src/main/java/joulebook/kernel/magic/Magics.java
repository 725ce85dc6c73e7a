package joulebook.kernel.magic;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.CellText.MagicPart;
import joulebook.kernel.session.Variable;
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
    private static final int MOST_SUGGESTIONS = 2;

    private final List<Supplier<? extends Magic>> registered = new ArrayList<>();
    private final Map<String, Supplier<? extends Magic>> byName = new TreeMap<>();

    public Magics() {
        register(() -> new ListMagics(this));
    }

    /** Adds a magic under its command's name. */
    public synchronized void register(Supplier<? extends Magic> magic) {
        registered.add(magic);
    }

    /** Those registered, by name; one is made of each the first time this is asked, not while the kernel starts. */
    private synchronized Map<String, Supplier<? extends Magic>> byName() {
        registered.forEach(magic -> byName.put(name(magic.get()), magic));
        registered.clear();
        return byName;
    }

    private static String name(Magic magic) {
        return magic.getClass().getAnnotation(Command.class).name();
    }

    /** Runs a magic; {@code --help} shows what it does. */
    public Object run(MagicPart part, MagicContext context) throws Exception {
        ParseResult magic = parse(part, context);
        while (magic.hasSubcommand()) {
            magic = magic.subcommand();
        }
        if (magic.isUsageHelpRequested()) {
            return new DisplayData(magic.commandSpec().commandLine().getUsageMessage(Ansi.OFF));
        }
        Magic command = (Magic) magic.commandSpec().userObject();
        check(part, command);
        return command.run(context);
    }

    /** Refuses a magic that cannot run beside a cell. */
    public void checkBeside(MagicPart part) {
        if (byName().containsKey(part.name())
                && !byName().get(part.name()).get().runsBesideCells()) {
            throw new UserError(
                    "%" + part.name() + " cannot run in a subshell, beside a cell.",
                    "Run it in the notebook itself; %energy, %memory, %jvm, %history and %lsmagic run in both.");
        }
    }

    /** Names that begin with a prefix. */
    public List<String> names(String prefix) {
        return byName().keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /**
     * What may stand at the cursor in a magic's line.
     *
     * @param before the line from behind the magic's name to the cursor
     * @param variables those of the session, asked for where one may stand
     */
    public MagicCompletion complete(String name, String before, Supplier<List<Variable>> variables) {
        return byName().containsKey(name) ? MagicCompletion.of(command(name), before, variables) : MagicCompletion.NONE;
    }

    /** A magic's help text; empty if there is no such magic. */
    public String help(String name) {
        return byName().containsKey(name) ? command(name).getUsageMessage(Ansi.OFF) : "";
    }

    /** A magic's description in one line. */
    String summary(String name) {
        return MagicCompletion.firstLine(
                command(name).getCommandSpec().usageMessage().description());
    }

    private ParseResult parse(MagicPart part, MagicContext context) throws Exception {
        if (!byName().containsKey(part.name())) {
            throw unknown(part.name());
        }
        CommandLine command = command(part.name());
        List<String> words = ((Magic) command.getCommand()).takesCode()
                ? CodeArguments.split(part.arguments(), command.getCommandSpec())
                : Arguments.split(part.name(), part.arguments(), expression -> valueOf(expression, part, context));
        try {
            return command.parseArgs(words.toArray(new String[0]));
        } catch (ParameterException e) {
            throw new UserError("%" + part.name() + ": " + sentence(e), "See %" + part.name() + " --help.");
        }
    }

    private static String valueOf(String expression, MagicPart part, MagicContext context) throws Exception {
        return context.evaluate(expression, "{" + expression + "} of %" + part.name())
                .map(Object::toString)
                .orElseThrow(() -> new UserError(
                        "%" + part.name() + ": the expression {" + expression + "} has no value.",
                        "Write {{ and }} for braces themselves."));
    }

    private static void check(MagicPart part, Magic magic) {
        String name = part.name();
        if (magic.form() == Magic.Form.CELL && part.body().isEmpty()) {
            throw new UserError(
                    "%" + name + " works on the text below it.", "Write %%" + name + " on the first line of a cell.");
        }
        if (magic.form() == Magic.Form.LINE && part.body().isPresent()) {
            throw new UserError(
                    "%%" + name + " takes no text below it.", "Write %" + name + ", with one percent sign.");
        }
    }

    private CommandLine command(String name) {
        CommandLine command = new CommandLine(byName().get(name).get());
        command.setCommandName("%" + name);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExpandAtFiles(false);
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
        byName().keySet().forEach(magic -> known.addSubcommand(magic, CommandSpec.create()));
        String suggestion = "";
        try {
            known.parseArgs(name);
        } catch (UnmatchedArgumentException e) {
            String near = e.getSuggestions().stream()
                    .limit(MOST_SUGGESTIONS)
                    .map(magic -> "%" + magic)
                    .collect(Collectors.joining(" or "));
            suggestion = near.isEmpty() ? "" : "Did you mean " + near + "? ";
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
        public boolean runsBesideCells() {
            return true;
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
