package joulebook.kernel.magic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import joulebook.kernel.session.Variable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What may stand at the end of a magic's arguments.
 *
 * @param word the word that the cursor stands behind: what a candidate or a file name replaces
 * @param candidates those that begin with the word
 * @param files whether the path of a file may stand there
 * @param java whether Java may stand there
 */
public record MagicCompletion(String word, List<Candidate> candidates, boolean files, boolean java) {
    /** What a candidate is. */
    public enum Kind {
        OPTION,
        VALUE,
        SUBCOMMAND,
        VARIABLE
    }

    /** @param description in one line; may be empty */
    public record Candidate(String text, String description, Kind kind) {}

    static final MagicCompletion NONE = new MagicCompletion("", List.of(), false, false);

    /**
     * @param before the magic's line from behind its name to the cursor
     * @param variables those of the session
     */
    static MagicCompletion of(CommandLine magic, String before, Supplier<List<Variable>> variables) {
        List<String> words = new ArrayList<>(List.of(before.stripLeading().split("\\s+", -1)));
        String word = words.remove(words.size() - 1);
        CommandLine command = magic;
        OptionSpec waiting = null;
        int position = 0;
        for (String earlier : words) {
            OptionSpec option = command.getCommandSpec().optionsMap().get(earlier);
            if (waiting != null) {
                waiting = null;
            } else if (option != null) {
                waiting = option.arity().max() > 0 ? option : null;
            } else if (command.getSubcommands().containsKey(earlier)) {
                command = command.getSubcommands().get(earlier);
                position = 0;
            } else if (!earlier.startsWith("-")) {
                position++;
            }
        }
        int equals = word.indexOf('=');
        if (waiting == null && equals > 0) {
            waiting = command.getCommandSpec().optionsMap().get(word.substring(0, equals));
            word = waiting == null ? word : word.substring(equals + 1);
        }
        if (waiting != null) {
            return values(waiting, word, variables, new ArrayList<>());
        }
        boolean java = ((Magic) command.getCommand()).takesCode();
        return java ? start(command, 0, word, variables).withJava() : start(command, position, word, variables);
    }

    private MagicCompletion withJava() {
        return new MagicCompletion(word, candidates, files, true);
    }

    private static MagicCompletion start(
            CommandLine command, int position, String word, Supplier<List<Variable>> variables) {
        List<Candidate> candidates = new ArrayList<>();
        for (Map.Entry<String, CommandLine> sub : command.getSubcommands().entrySet()) {
            String text =
                    firstLine(sub.getValue().getCommandSpec().usageMessage().description());
            add(candidates, word, sub.getKey(), new String[] {text}, Kind.SUBCOMMAND);
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                add(candidates, word, option.longestName(), option.description(), Kind.OPTION);
            }
        }
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            if (parameter.index().contains(position)) {
                return values(parameter, word, variables, candidates);
            }
        }
        return new MagicCompletion(word, candidates, false, false);
    }

    private static MagicCompletion values(
            ArgSpec argument, String word, Supplier<List<Variable>> variables, List<Candidate> candidates) {
        boolean enumerated = argument.typeInfo().isEnum();
        if (argument.completionCandidates() != null) {
            StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .map(value -> enumerated ? value.toLowerCase(Locale.ROOT) : value)
                    .forEach(value -> add(candidates, word, value, new String[0], Kind.VALUE));
        }
        if (argument.completionCandidates() instanceof VariableNames names) {
            variables.get().stream()
                    .filter(variable -> names.takes(variable.value()))
                    .forEach(variable ->
                            add(candidates, word, variable.name(), new String[] {variable.type()}, Kind.VARIABLE));
        }
        Class<?> type = argument.type().isArray() || Collection.class.isAssignableFrom(argument.type())
                ? argument.auxiliaryTypes()[0]
                : argument.type();
        return new MagicCompletion(word, candidates, type == Path.class, false);
    }

    /** A command's description in one line; picocli gives it as a format, with %% for a percent sign. */
    static String firstLine(String[] description) {
        return description.length == 0 ? "" : description[0].replace("%%", "%");
    }

    private static void add(List<Candidate> list, String word, String text, String[] description, Kind kind) {
        if (text.startsWith(word)) {
            list.add(new Candidate(text, description.length == 0 ? "" : description[0], kind));
        }
    }
}
