package joulebook.magics.render;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.common.html.HtmlEscapers;
import joulebook.kernel.display.ObjectRenderer;
import joulebook.magics.text.Numbers;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** An array as its shape, type and device and its first numbers; as an image where its shape is that of one. */
public final class NDArrayRenderer implements ObjectRenderer<NDArray> {
    private static final int WHOLE = 1_000;
    private static final int CORNER = 10;
    private static final int LEADING = 2;
    private static final int MOST_DIMENSIONS = 8;

    @Override
    public Class<NDArray> type() {
        return NDArray.class;
    }

    @Override
    public DisplayData render(NDArray array) {
        if (array.isReleased()) {
            return new DisplayData("A closed NDArray: its memory was freed together with its NDManager. Show it before"
                    + " that, or attach it to a manager that stays open.");
        }
        try (NDManager scope = NDManager.subManagerOf(array)) {
            scope.tempAttachAll(array); // what is computed from it is freed with the scope
            return open(array);
        }
    }

    private static DisplayData open(NDArray array) {
        String kind = "NDArray %s %s on %s"
                .formatted(
                        array.getShape(),
                        array.getDataType().toString().toLowerCase(),
                        array.getDevice().toString().replace("()", ""));
        if (!isReal(array.getDataType())) {
            return new DisplayData(kind);
        }
        DisplayData data = new DisplayData(kind + "\n" + preview(array));
        if (Picture.fits(array.getShape())) {
            Picture picture = Picture.of(array.toType(DataType.FLOAT32, false).toFloatArray(), 0, array.getShape());
            data.putHTML("<figure style=\"margin:0\">%s<figcaption>%s, %s (black) to %s (white)</figcaption></figure>"
                    .formatted(
                            picture.toHtml(),
                            HtmlEscapers.htmlEscaper().escape(kind),
                            Numbers.brief(picture.smallest()),
                            Numbers.brief(picture.largest())));
        }
        return data;
    }

    private static boolean isReal(DataType type) {
        return type.isFloating() || type.isInteger() || type.isBoolean();
    }

    /** The numbers as DJL prints them, without its first line; of a large array those at the beginning of each axis. */
    private static String preview(NDArray array) {
        boolean whole = array.size() <= WHOLE;
        NDArray shown = whole ? array : array.get(corner(array.getShape()));
        String text = shown.toType(printed(array.getDataType()), false)
                .toDebugString((int) shown.size(), MOST_DIMENSIONS, WHOLE, WHOLE, true);
        String numbers = text.substring(text.indexOf('\n') + 1).stripTrailing();
        return whole ? numbers : numbers + "\n... the first %s of it".formatted(shown.getShape());
    }

    private static NDIndex corner(Shape shape) {
        NDIndex corner = new NDIndex();
        for (int i = 0; i < shape.dimension(); i++) {
            corner.addSliceDim(0, Math.min(shape.get(i), i < shape.dimension() - 2 ? LEADING : CORNER));
        }
        return corner;
    }

    /** DJL prints bytes in hexadecimal and half precision not at all. */
    private static DataType printed(DataType type) {
        return switch (type) {
            case UINT8 -> DataType.INT32;
            case FLOAT16, BFLOAT16 -> DataType.FLOAT32;
            default -> type;
        };
    }
}
