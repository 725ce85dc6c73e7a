package joulebook.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a cell: Java and magics, in order. */
public final class CellText {
    private static final Pattern CELL_MAGIC =
            Pattern.compile("(\\s*)%%([A-Za-z][\\w-]*)([^\\n]*)(?:\\n(.*))?", Pattern.DOTALL);
    private static final Pattern LINE_MAGIC = Pattern.compile("\\s*%([A-Za-z][\\w-]*)(.*)");

    private CellText() {}

    /** A part of a cell. */
    public sealed interface Part permits JavaPart, MagicPart {}

    /** @param code Java, with empty lines in place of all that stands before it, so that line numbers are the cell's */
    public record JavaPart(String code) implements Part {}

    /**
     * @param name without the percent signs
     * @param arguments the rest of its line
     * @param body the lines below a cell magic
     * @param line the number of its line in the cell, from 1
     */
    public record MagicPart(String name, String arguments, Optional<String> body, int line) implements Part {
        /** A line magic that stands alone, such as {@code %who -l}; the percent sign may be missing. */
        public static MagicPart of(String line) {
            String[] parts = line.strip().replaceFirst("^%", "").split("\\s+", 2);
            return new MagicPart(parts[0], parts.length > 1 ? parts[1] : "", Optional.empty(), 1);
        }
    }

    /**
     * Splits a cell. A line that begins with {@code %name} is a magic unless the Java before it goes on: it then stands
     * inside of brackets, a comment or a text block, or is the rest of a statement that has no semicolon yet ({@code
     * int c = a} above {@code %b;}). Only an expression may stand without a semicolon above a magic.
     *
     * @param goesOn tells of Java code whether the next line belongs to it
     */
    public static List<Part> split(String cell, Predicate<String> goesOn) {
        Matcher whole = CELL_MAGIC.matcher(cell);
        if (whole.matches()) {
            String body = whole.group(4) == null ? "" : whole.group(4);
            int line = 1 + (int) whole.group(1).chars().filter(c -> c == '\n').count();
            return List.of(new MagicPart(whole.group(2), whole.group(3).strip(), Optional.of(body), line));
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder java = new StringBuilder();
        int number = 0;
        for (String line : cell.split("\n", -1)) {
            Matcher magic = LINE_MAGIC.matcher(line);
            if (magic.matches() && !goesOn.test(java.toString())) {
                add(parts, java);
                parts.add(new MagicPart(magic.group(1), magic.group(2).strip(), Optional.empty(), number + 1));
                java = new StringBuilder("\n".repeat(number + 1));
            } else {
                java.append(line).append('\n');
            }
            number++;
        }
        add(parts, java);
        return parts;
    }

    private static void add(List<Part> parts, CharSequence java) {
        String code = java.toString().stripTrailing();
        if (!code.isBlank()) {
            parts.add(new JavaPart(code));
        }
    }
}
