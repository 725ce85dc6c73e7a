package joulebook.kernel.session;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;

/** Tells the signatures of a type's methods by reflection, which is cheap enough for each of many suggestions. */
final class Members {
    private static final Pattern IMPORT = Pattern.compile("\\s*import\\s+(?<name>[\\w.$]+(\\.\\*)?)\\s*");

    private final JShell shell;

    Members(JShell shell) {
        this.shell = shell;
    }

    /** The class of a library that a type stands for, as the session's code names it. */
    Optional<Class<?>> classOf(String type) {
        String name = type.replaceAll("<.*", "").strip();
        Stream<String> imported = shell.imports()
                .flatMap(snippet -> Stream.of(snippet.source().split(";")))
                .map(line -> candidate(line, name))
                .flatMap(Optional::stream);
        return Stream.concat(Stream.of(name, "java.lang." + name), imported)
                .map(Members::load)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Such as {@code (int, int) : String}, the shortest first and a count of the others. */
    static String signature(Class<?> type, String method) {
        List<String> overloads = new ArrayList<>();
        for (Method candidate : type.getMethods()) {
            if (candidate.getName().equals(method) && !candidate.isBridge()) {
                overloads.add(Arrays.stream(candidate.getGenericParameterTypes())
                                .map(Members::name)
                                .collect(Collectors.joining(", ", "(", ")"))
                        + " : " + name(candidate.getGenericReturnType()));
            }
        }
        overloads.sort((a, b) -> a.length() != b.length() ? a.length() - b.length() : a.compareTo(b));
        int others = overloads.size() - 1;
        return overloads.isEmpty() ? "" : overloads.get(0) + (others == 0 ? "" : "  +" + others);
    }

    private static String name(Type type) {
        return type.getTypeName().replaceAll("[\\w.$]*[.$](\\w)", "$1");
    }

    /** An import's class of that simple name, if it can have one; a static import has none. */
    private static Optional<String> candidate(String imported, String name) {
        return Optional.of(IMPORT.matcher(imported))
                .filter(Matcher::matches)
                .map(found -> found.group("name"))
                .filter(found -> found.endsWith(".*") || found.endsWith("." + name))
                .map(found -> found.replaceFirst("\\*$", name));
    }

    private static Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, ClassLoader.getSystemClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
