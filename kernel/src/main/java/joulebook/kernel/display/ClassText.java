package joulebook.kernel.display;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A class as its declaration: what it extends, its constants, and the public members that it declares. */
final class ClassText {
    private static final int MOST_MEMBERS = 40;

    private ClassText() {}

    static String of(Class<?> shown) {
        List<String> lines = new ArrayList<>();
        lines.add(
                plain(shown.toGenericString() + extended(shown) + list(" implements ", shown.getGenericInterfaces())));
        if (shown.isEnum()) {
            lines.add("    "
                    + Arrays.stream(shown.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .collect(Collectors.joining(", ")));
        }
        List<String> members = members(shown);
        members.stream().limit(MOST_MEMBERS).forEach(member -> lines.add("    " + plain(member)));
        if (members.size() > MOST_MEMBERS) {
            lines.add("    ... %,d more (%,d in all)".formatted(members.size() - MOST_MEMBERS, members.size()));
        }
        return String.join("\n", lines);
    }

    private static String extended(Class<?> shown) {
        Type parent = shown.getGenericSuperclass();
        return parent == null || parent == Object.class || shown.isPrimitive()
                ? ""
                : " extends " + parent.getTypeName();
    }

    private static String list(String word, Type[] types) {
        return types.length == 0
                ? ""
                : word + Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
    }

    private static List<String> members(Class<?> shown) {
        Stream<String> constructors = Arrays.stream(shown.getDeclaredConstructors())
                .filter(ClassText::isPublic)
                .sorted(Comparator.comparingInt(Constructor::getParameterCount))
                .map(constructor -> shown.getSimpleName() + parameters(constructor));
        Stream<String> methods = Arrays.stream(shown.getDeclaredMethods())
                .filter(ClassText::isPublic)
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount))
                .map(method -> (Modifier.isStatic(method.getModifiers()) ? "static " : "")
                        + method.getGenericReturnType().getTypeName() + " " + method.getName() + parameters(method));
        return Stream.concat(constructors, methods).toList();
    }

    private static boolean isPublic(Executable member) {
        return Modifier.isPublic(member.getModifiers()) && !member.isSynthetic();
    }

    private static String parameters(Executable member) {
        return Arrays.stream(member.getGenericParameterTypes())
                .map(Type::getTypeName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Names as they would be written: without the package that needs no import. */
    private static String plain(String declaration) {
        return ObjectText.plain(declaration).replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "");
    }
}
