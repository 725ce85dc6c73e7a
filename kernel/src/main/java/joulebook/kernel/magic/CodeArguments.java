package joulebook.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Splits the line of a magic that takes Java: known options first, and all that follows them as one word. */
final class CodeArguments {
    private static final Pattern WORD = Pattern.compile("\\s*(\\S+)");

    private CodeArguments() {}

    static List<String> split(String line, CommandSpec spec) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        int code = 0;
        while (word.lookingAt()) {
            String[] nameAndValue = word.group(1).split("=", 2);
            OptionSpec option = spec.optionsMap().get(nameAndValue[0]);
            if (option == null) {
                break;
            }
            words.add(word.group(1));
            code = word.end();
            word.region(code, line.length());
            if (nameAndValue.length == 1 && option.arity().min() > 0 && word.lookingAt()) {
                words.add(word.group(1));
                code = word.end();
                word.region(code, line.length());
            }
        }
        String rest = line.substring(code).strip();
        if (!rest.isEmpty()) {
            words.add("--"); // so that a minus in front is Java's
            words.add(rest);
        }
        return words;
    }
}
