package joulebook.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.error.UserError;

/** Splits a magic's line into words, as a shell does: spaces part, quotes hold together, a backslash takes the next character as it is. */
final class Arguments {
    private Arguments() {}

    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new UserError("A quote (" + quote + ") in the magic's line is not closed.");
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
