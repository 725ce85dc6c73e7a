package joulebook.kernel.session;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import joulebook.kernel.session.Completions.Match;

/** Completes paths of files. */
public final class PathCompletion {
    private PathCompletion() {}

    /** The files that fit what a string literal holds up to the cursor; empty if the cursor stands in no literal. */
    static Optional<Completions> inLiteral(String code, int cursor) {
        int open = openQuote(code, cursor);
        if (open < 0) {
            return Optional.empty();
        }
        return Optional.of(of(code.substring(open + 1, cursor), cursor));
    }

    /**
     * The files that fit the beginning of a path; only the last name in it is replaced.
     *
     * @param end where the typed text ends
     */
    public static Completions of(String typed, int end) {
        int name = typed.lastIndexOf('/') + 1;
        String prefix = typed.substring(name);
        return new Completions(files(typed.substring(0, name), prefix), end - prefix.length());
    }

    /** The quote that opens the literal around the cursor, or -1. */
    private static int openQuote(String code, int cursor) {
        int open = -1;
        for (int i = code.lastIndexOf('\n', cursor - 1) + 1; i < cursor; i++) {
            if (code.charAt(i) == '\\') {
                i++;
            } else if (code.charAt(i) == '"') {
                open = open < 0 ? i : -1;
            }
        }
        return open;
    }

    private static List<Match> files(String directory, String prefix) {
        List<Match> matches = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                Path.of(directory), file -> file.getFileName().toString().startsWith(prefix))) {
            for (Path file : files) {
                String end = Files.isDirectory(file) ? "/" : "";
                matches.add(new Match(file.getFileName() + end, "path", ""));
            }
        } catch (IOException | InvalidPathException e) {
            return List.of(); // no such directory: nothing to offer
        }
        matches.sort(Comparator.comparing(Match::text));
        return matches;
    }
}
