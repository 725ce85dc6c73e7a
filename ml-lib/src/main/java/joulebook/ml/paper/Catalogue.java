package joulebook.ml.paper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import joulebook.ml.InputException;

/** The papers by id, and the reproductions of those that are built. */
public final class Catalogue {
    private static final List<Paper> PAPERS = read();
    private static final Map<String, Reproduction> REPRODUCTIONS =
            ServiceLoader.load(Reproduction.class, Catalogue.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .collect(Collectors.toMap(Reproduction::id, Function.identity()));

    private Catalogue() {}

    /** All papers, by number. */
    public static List<Paper> papers() {
        return PAPERS;
    }

    /** The papers that have all these words in their card, whatever their case. */
    public static List<Paper> search(List<String> words) {
        return PAPERS.stream()
                .filter(paper -> words.stream()
                        .allMatch(word ->
                                paper.toString().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT))))
                .toList();
    }

    /** A paper by its id, or by its number such as {@code 96}. */
    public static Paper paper(String id) {
        return PAPERS.stream()
                .filter(paper -> paper.id().equals(id.toLowerCase(Locale.ROOT))
                        || id.matches("\\d{1,3}") && paper.number() == Integer.parseInt(id))
                .findFirst()
                .orElseThrow(() -> new InputException("There is no paper \"" + id
                        + "\": %papers lists their ids, and %papers WORDS those about something."));
    }

    /** The reproduction of a paper, if it is built. */
    public static Optional<Reproduction> reproduction(Paper paper) {
        return Optional.ofNullable(REPRODUCTIONS.get(paper.id()));
    }

    /** The papers that can be reproduced, by number. */
    public static List<Paper> built() {
        return PAPERS.stream()
                .filter(paper -> REPRODUCTIONS.containsKey(paper.id()))
                .toList();
    }

    private static List<Paper> read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Catalogue.class.getResourceAsStream("papers.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(Catalogue::paperOf).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Paper paperOf(String line) {
        String[] cells = line.split("\t", -1);
        return new Paper(
                Integer.parseInt(cells[0]),
                cells[1],
                cells[2],
                cells[3],
                cells[4],
                Integer.parseInt(cells[5]),
                cells[6],
                cells[7]);
    }
}
