package joulebook.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.error.UserError;

/**
 * Splits a magic's line into words, as a shell does: spaces part, quotes hold together, a backslash takes the next
 * character as it is. Except within single quotes, <code>{expression}</code> becomes the value of a Java expression;
 * <code>{{</code> and <code>}}</code> are braces themselves.
 */
final class Arguments {
    private final String magic;
    private final String line;
    private final Expressions expressions;
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;
    private char quote;

    /** Gives the value of a Java expression as text. */
    @FunctionalInterface
    interface Expressions {
        String valueOf(String expression) throws Exception;
    }

    private Arguments(String magic, String line, Expressions expressions) {
        this.magic = magic;
        this.line = line;
        this.expressions = expressions;
    }

    /** @param magic whose line it is, for what is said of mistakes */
    static List<String> split(String magic, String line, Expressions expressions) throws Exception {
        return new Arguments(magic, line, expressions).split();
    }

    private List<String> split() throws Exception {
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (quote == 0 && Character.isWhitespace(c)) {
                endWord();
                at++;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
                at++;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                at++;
            } else if (quote == '\'') {
                word.append(c);
                at++;
            } else {
                at = open(c, at);
            }
        }
        if (quote != 0) {
            throw new UserError(
                    "%" + magic + ": a quote (" + quote + ") is not closed.",
                    "A backslash before it makes it a character.");
        }
        endWord();
        return words;
    }

    /** Takes what stands at an offset outside of single quotes; returns where it ends. */
    private int open(char c, int at) throws Exception {
        boolean last = at + 1 == line.length();
        boolean brace = c == '{' || c == '}';
        if (!last && (c == '\\' || brace && line.charAt(at + 1) == c)) {
            word.append(line.charAt(at + 1));
            return at + 2;
        }
        if (c == '{') {
            int end = closingBrace(at);
            word.append(expressions.valueOf(line.substring(at + 1, end)));
            return end + 1;
        }
        word.append(c);
        return at + 1;
    }

    /** Where the expression ends whose brace opens at an offset; braces in Java's own quotes do not count. */
    private int closingBrace(int open) {
        int depth = 0;
        char javaQuote = 0;
        for (int at = open; at < line.length(); at++) {
            char c = line.charAt(at);
            if (javaQuote != 0) {
                if (c == '\\') {
                    at++;
                } else if (c == javaQuote) {
                    javaQuote = 0;
                }
            } else if (c == '"' || c == '\'') {
                javaQuote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return at;
            }
        }
        throw new UserError("%" + magic + ": a brace ({) is not closed.", "Write {{ for the character itself.");
    }

    private void endWord() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }
}
