package joulebook.kernel.session;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;

/** Tells the signatures of a type's methods by reflection, which is cheap enough for each of many suggestions. */
final class Members {
    private final JShell shell;

    Members(JShell shell) {
        this.shell = shell;
    }

    /** The class of a library that a type stands for, as the session's code names it. */
    Optional<Class<?>> classOf(String type) {
        String name = type.replaceAll("<.*", "").strip();
        Stream<String> imported = shell.imports().map(i -> candidate(i, name)).flatMap(Optional::stream);
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

    private static Optional<String> candidate(ImportSnippet imported, String name) {
        if (imported.isStatic()) {
            return Optional.empty();
        }
        if (imported.name().endsWith("*")) {
            return Optional.of(imported.fullname().replaceFirst("\\*$", name));
        }
        return imported.name().equals(name) ? Optional.of(imported.fullname()) : Optional.empty();
    }

    private static Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, ClassLoader.getSystemClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
