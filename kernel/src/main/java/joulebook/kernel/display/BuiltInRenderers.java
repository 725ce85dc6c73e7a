package joulebook.kernel.display;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.BaseStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** How the JDK's own types are shown, where there is more to show than their text. */
final class BuiltInRenderers {
    private static final int LARGEST_IMAGE_FILE = 20 << 20;

    /** The first whose type fits is used. */
    private static final List<ObjectRenderer<?>> ALL = List.of(
            of(Record.class, BuiltInRenderers::record),
            of(Map.class, BuiltInRenderers::map),
            of(Path.class, BuiltInRenderers::path),
            of(Collection.class, BuiltInRenderers::collection),
            of(BaseStream.class, BuiltInRenderers::stream),
            of(RenderedImage.class, Displays::image),
            of(Future.class, BuiltInRenderers::future),
            of(Throwable.class, value -> new DisplayData(ThrowableText.of(value))),
            of(Class.class, value -> new DisplayData(ClassText.of(value))),
            of(Object.class, value -> new DisplayData(ObjectText.of(value))));

    private BuiltInRenderers() {}

    /** The display of any object. What fails in more than text shows as text. */
    static DisplayData render(Object value) {
        Object shown = value.getClass().isArray() ? ObjectText.asList(value) : value;
        for (ObjectRenderer<?> renderer : ALL) {
            if (renderer.type().isInstance(shown)) {
                return render(renderer, shown);
            }
        }
        throw new IllegalStateException("No renderer shows a " + value.getClass());
    }

    private static <T> DisplayData render(ObjectRenderer<T> renderer, Object value) {
        try {
            return renderer.render(renderer.type().cast(value));
        } catch (RuntimeException | StackOverflowError e) { // such as a component that cannot be read
            return new DisplayData(ObjectText.of(value));
        }
    }

    private static <T> ObjectRenderer<T> of(Class<T> type, Function<T, DisplayData> render) {
        return new ObjectRenderer<>() {
            @Override
            public Class<T> type() {
                return type;
            }

            @Override
            public DisplayData render(T value) {
                return render.apply(value);
            }
        };
    }

    private static DisplayData withTable(Object value, DisplayTable table) {
        DisplayData data = new DisplayData(ObjectText.of(value));
        data.putHTML(table.toHtml());
        return data;
    }

    private static DisplayData record(Record value) {
        return ValueTable.showsItsComponents(value)
                ? withTable(value, ValueTable.of(value))
                : new DisplayData(ObjectText.of(value));
    }

    private static DisplayData map(Map<?, ?> value) {
        return value.isEmpty()
                ? new DisplayData(ObjectText.of(value))
                : withTable(value, ValueTable.of("", "key", value));
    }

    private static DisplayData collection(Collection<?> value) {
        List<?> list = value instanceof List<?> it ? it : List.of();
        return ValueTable.of(list)
                .map(table -> withTable(value, table))
                .orElseGet(() -> new DisplayData(ObjectText.of(value)));
    }

    private static DisplayData stream(BaseStream<?, ?> value) {
        List<Object> first = new ArrayList<>();
        try (value) {
            Iterator<?> elements = value.iterator();
            while (first.size() <= ObjectText.MOST_ELEMENTS && elements.hasNext()) {
                first.add(elements.next());
            }
        } catch (IllegalStateException e) {
            return new DisplayData("A stream that was used before: it has no elements left to show.");
        }
        Iterable<Object> elements = first::iterator; // of unknown size
        return new DisplayData(ObjectText.of(elements) + "\n(a stream, used up by showing it)");
    }

    private static DisplayData path(Path value) {
        try {
            boolean image = value.getFileName() != null
                    && value.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|gif|webp|svg)");
            return image && Files.isRegularFile(value) && Files.size(value) <= LARGEST_IMAGE_FILE
                    ? Displays.image(value)
                    : new DisplayData(ObjectText.of(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DisplayData future(Future<?> value) {
        String name = ObjectText.plain(value.getClass().getSimpleName());
        return new DisplayData((name.isEmpty() ? "Future" : name) + ": " + state(value));
    }

    private static String state(Future<?> value) {
        if (!value.isDone()) {
            return "not done yet";
        }
        if (value.isCancelled()) {
            return "cancelled";
        }
        try {
            return "done, " + ObjectText.of(value.get());
        } catch (ExecutionException e) {
            return "failed, " + ObjectText.of(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "done";
        }
    }
}
