package joulebook.kernel.display;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.common.Image;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** Renders any object; a class for which nothing was registered shows as text, an array with its elements. */
public final class JavaRenderer extends Renderer {
    private static final int SHOWN_ELEMENTS = 1_000;

    public JavaRenderer() {
        Image.registerAll(this);
    }

    @Override
    protected DisplayData finalizeDisplayData(DisplayData data, Object value) {
        if (!data.hasDataForType(MIMEType.TEXT_PLAIN)) {
            data.putText(text(value));
        }
        return data;
    }

    @Override
    public DisplayData render(Object value) {
        if (value instanceof DisplayData data) {
            return data;
        }
        return value == null ? new DisplayData("null") : super.render(value);
    }

    private static String text(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value);
        }
        int length = Array.getLength(value);
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < Math.min(length, SHOWN_ELEMENTS); i++) {
            elements.add(text(Array.get(value, i)));
        }
        if (length > SHOWN_ELEMENTS) {
            elements.add("... " + (length - SHOWN_ELEMENTS) + " more");
        }
        return "[" + String.join(", ", elements) + "]";
    }
}
