package joulebook.kernel.session;

import java.util.List;

/**
 * What may stand at a cursor.
 *
 * @param matches replacements for the text from {@code start} to the cursor, best first
 * @param start UTF-16 index
 */
public record Completions(List<Match> matches, int start) {

    /**
     * A replacement.
     *
     * @param type what it is: {@code method field variable class package keyword path magic option}
     * @param signature what comes with it, such as {@code (int, int) : String}; empty if nothing is known
     */
    public record Match(String text, String type, String signature) {}

    public List<String> texts() {
        return matches.stream().map(Match::text).toList();
    }
}
