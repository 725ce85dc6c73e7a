package joulebook.kernel.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a snippet stands.
 *
 * @param place what the source is called, such as {@code Cell 3}
 * @param text the whole source
 * @param start the offset in {@code text} where the snippet begins
 */
record Source(String place, String text, int start) {

    /** The line (from 1) of an offset into the snippet; the compiler gives -1 where it knows none. */
    int line(int offset) {
        int end = Math.max(0, Math.min(start + offset, text.length()));
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    /** The line (from 1) in the whole source of a line (from 1) of the snippet. */
    int sourceLine(int snippetLine) {
        return line(0) + snippetLine - 1;
    }

    /** The code of a line (from 1) of the snippet. */
    String code(int snippetLine) {
        return text.lines()
                .skip(sourceLine(snippetLine) - 1L)
                .findFirst()
                .orElse("")
                .strip();
    }

    String at(int line) {
        return place + ", line " + line;
    }

    /**
     * The line of an offset, and under it a caret with a wave as long as the span.
     *
     * @param from offset into the snippet where the span begins
     * @param point offset of the caret
     * @param to offset after the span's end
     */
    List<String> marked(long from, long point, long to) {
        int at = (int) Math.max(0, Math.min(start + point, text.length()));
        int lineStart = text.lastIndexOf('\n', at - 1) + 1;
        int newline = text.indexOf('\n', at);
        int lineEnd = newline < 0 ? text.length() : newline;
        int first = (int) Math.max(lineStart, Math.min(start + from, at));
        int last = (int) Math.min(lineEnd, Math.max(start + to, at + 1L));
        StringBuilder mark = new StringBuilder();
        for (int i = lineStart; i < Math.max(last, at + 1); i++) {
            boolean tab = i < lineEnd && text.charAt(i) == '\t';
            mark.append(i == at ? '^' : i >= first ? '~' : tab ? '\t' : ' ');
        }
        List<String> lines = new ArrayList<>();
        lines.add("    " + text.substring(lineStart, lineEnd));
        lines.add("    " + mark);
        return lines;
    }
}
