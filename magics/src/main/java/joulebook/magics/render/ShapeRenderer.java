package joulebook.magics.render;

import ai.djl.ndarray.types.Shape;
import java.util.stream.LongStream;
import joulebook.kernel.display.ObjectRenderer;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A shape and the number of values that an array of it has. */
public final class ShapeRenderer implements ObjectRenderer<Shape> {
    @Override
    public Class<Shape> type() {
        return Shape.class;
    }

    @Override
    public DisplayData render(Shape shape) {
        boolean known = LongStream.of(shape.getShape()).allMatch(length -> length >= 0);
        String values = shape.size() == 1 ? "value" : "values";
        return new DisplayData(known ? "%s: %,d %s".formatted(shape, shape.size(), values) : shape.toString());
    }
}
