package joulebook.magics.render;

import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import joulebook.kernel.display.Displays;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** Numbers as an image: the smallest is black, the largest white. */
record Picture(BufferedImage image, float smallest, float largest) {
    private static final int SMALLEST_SIDE = 8;
    private static final int LARGEST_SIDE = 1_024;
    private static final int EASY_TO_SEE = 128;

    /** Whether a shape is that of an image: (H, W), (1, H, W) or (3, H, W), with sides of 8 to 1,024. */
    static boolean fits(Shape shape) {
        int dimensions = shape.dimension();
        boolean channels = dimensions == 2 || dimensions == 3 && (shape.get(0) == 1 || shape.get(0) == 3);
        return channels && fits(shape.get(dimensions - 1)) && fits(shape.get(dimensions - 2));
    }

    private static boolean fits(long side) {
        return side >= SMALLEST_SIDE && side <= LARGEST_SIDE;
    }

    /**
     * Draws values of a shape that fits.
     *
     * @param values row-major, from {@code offset} on; what is not finite is black
     */
    static Picture of(float[] values, int offset, Shape shape) {
        int width = (int) shape.get(shape.dimension() - 1);
        int height = (int) shape.get(shape.dimension() - 2);
        int size = (int) shape.size();
        int plane = width * height;
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + size; i++) {
            if (Float.isFinite(values[i])) {
                smallest = Math.min(smallest, values[i]);
                largest = Math.max(largest, values[i]);
            }
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < plane; i++) {
            int red = level(values[offset + i], smallest, largest);
            int green = size == plane ? red : level(values[offset + plane + i], smallest, largest);
            int blue = size == plane ? red : level(values[offset + 2 * plane + i], smallest, largest);
            image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
        }
        return new Picture(image, smallest, largest);
    }

    private static int level(float value, float smallest, float largest) {
        return Float.isFinite(value) && largest > smallest
                ? Math.round(255 * ((value - smallest) / (largest - smallest)))
                : 0;
    }

    /** The image for an HTML page, enlarged by a whole factor where it is small. */
    String toHtml() {
        int side = Math.max(image.getWidth(), image.getHeight());
        int factor = Math.max(1, EASY_TO_SEE / side);
        return "<img alt=\"\" width=\"%d\" style=\"image-rendering:pixelated;margin:2px\" src=\"data:image/png;base64,%s\">"
                .formatted(factor * image.getWidth(), Displays.image(image).getData(MIMEType.IMAGE_PNG));
    }
}
