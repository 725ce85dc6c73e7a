package joulebook.kernel.magic.general;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Names with {@code *} for any characters and {@code ?} for one. */
final class Glob {
    private Glob() {}

    static Predicate<String> of(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }
}
