package joulebook.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cell and what it is to show.
 *
 * @param title what it is about
 * @param knownFault why it does not go as it should; empty if it does
 * @param blocks the fenced blocks below the title by their kinds: {@code java, result, stdout, stderr, error}
 */
record LanguageCell(String title, String knownFault, Map<String, String> blocks) {
    private static final String FAULT = "Known fault: ";
    private static final String FENCE = "```";

    /** What an {@code error} block says. */
    record Expected(String name, int line, String sentence) {}

    String code() {
        return blocks.get("java");
    }

    String stdout() {
        return blocks.getOrDefault("stdout", "");
    }

    String stderr() {
        return blocks.getOrDefault("stderr", "");
    }

    /** The shown value's text, without a newline at its end. */
    Optional<String> result() {
        return Optional.ofNullable(blocks.get("result")).map(String::stripTrailing);
    }

    Optional<Expected> error() {
        return Optional.ofNullable(blocks.get("error")).map(text -> {
            String[] lines = text.split("\n", 2);
            String[] place = lines[0].split(", line ");
            return new Expected(place[0], Integer.parseInt(place[1]), lines.length > 1 ? lines[1].strip() : "");
        });
    }

    /** The cells of a Markdown file: a heading of the second level and the blocks below it are one. */
    static List<LanguageCell> read(String resource) {
        List<LanguageCell> cells = new ArrayList<>();
        String kind = "";
        StringBuilder block = new StringBuilder();
        for (String line : text(resource).lines().toList()) {
            if (kind.isEmpty() && line.startsWith("## ")) {
                cells.add(new LanguageCell(line.substring(3), "", new HashMap<>()));
            } else if (kind.isEmpty() && line.startsWith(FAULT)) {
                LanguageCell last = cells.remove(cells.size() - 1);
                cells.add(new LanguageCell(last.title(), line.substring(FAULT.length()), last.blocks()));
            } else if (kind.isEmpty() && line.startsWith(FENCE)) {
                kind = line.substring(FENCE.length());
            } else if (line.equals(FENCE)) {
                cells.get(cells.size() - 1).blocks().put(kind, block.toString());
                block.setLength(0);
                kind = "";
            } else if (!kind.isEmpty()) {
                block.append(line).append('\n');
            }
        }
        return cells;
    }

    private static String text(String resource) {
        try (InputStream in = LanguageCell.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
