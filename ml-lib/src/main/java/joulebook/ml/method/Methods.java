package joulebook.ml.method;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import joulebook.ml.InputException;

/** All methods that can be named. */
public final class Methods {
    private static final List<Method<?>> ALL =
            ServiceLoader.load(MethodProvider.class, Methods.class.getClassLoader()).stream()
                    .flatMap(provider -> provider.get().methods().stream())
                    .toList();

    private Methods() {}

    /** The methods of a kind. */
    public static <T> List<Method<T>> of(Class<T> kind) {
        return ALL.stream()
                .filter(method -> method.kind() == kind)
                .map(Methods::<T>cast)
                .toList();
    }

    /** The names of a kind's methods. */
    public static List<String> names(Class<?> kind) {
        return of(kind).stream().map(Method::name).toList();
    }

    /**
     * Makes a method from text such as {@code lamp} or {@code adamw:decay=0.1}.
     *
     * @throws InputException if there is none of that name, or it has no such setting
     */
    public static <T> T make(Class<T> kind, String text) {
        Settings settings = Settings.parse(text);
        Method<T> method = of(kind).stream()
                .filter(candidate -> candidate.name().equals(settings.name()))
                .findFirst()
                .orElseThrow(() -> new InputException("There is no " + words(kind) + " \"" + settings.name()
                        + "\": choose one of " + String.join(", ", names(kind)) + "."));
        T made = method.make().apply(settings);
        settings.requireAllKnown(method.settings());
        return made;
    }

    /** GradientTransform is a gradient transform. */
    private static String words(Class<?> kind) {
        return List.of(kind.getSimpleName().split("(?<=[a-z])(?=[A-Z])")).stream()
                .map(String::toLowerCase)
                .filter(word -> !word.equals("recipe"))
                .collect(Collectors.joining(" "));
    }

    @SuppressWarnings("unchecked") // the kind is the type
    private static <T> Method<T> cast(Method<?> method) {
        return (Method<T>) method;
    }
}
