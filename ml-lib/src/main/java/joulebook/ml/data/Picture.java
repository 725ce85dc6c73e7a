package joulebook.ml.data;

import ai.djl.ndarray.types.Shape;
import java.util.function.Supplier;
import joulebook.ml.InputException;

/** One channel of one picture, among the pixels of all. */
record Picture(float[] pixels, int offset, int height, int width) {

    /** A pixel of the new picture, from the old one. */
    @FunctionalInterface
    interface Pixel {
        double of(Picture picture, int x, int y);
    }

    /**
     * Makes all pictures anew.
     *
     * @param change asked once for each picture, for all of its channels
     */
    static Dataset each(Dataset images, Supplier<Pixel> change) {
        Shape shape = images.shape();
        int dimensions = shape.dimension();
        if (dimensions != 2 && dimensions != 3) {
            throw new InputException("The data " + images.name() + " has examples of shape " + shape
                    + ", but only pictures of shape (height, width) or (channels, height, width) can be transformed.");
        }
        int height = (int) shape.get(dimensions - 2);
        int width = (int) shape.get(dimensions - 1);
        float[] made = new float[images.features().length];
        int each = (int) shape.size();
        for (int from = 0; from < made.length; from += each) {
            Pixel pixel = change.get();
            for (int channel = from; channel < from + each; channel += height * width) {
                Picture picture = new Picture(images.features(), channel, height, width);
                for (int i = 0; i < height * width; i++) {
                    made[channel + i] = (float) pixel.of(picture, i % width, i / width);
                }
            }
        }
        return new Dataset(images.name(), shape, made, images.targets());
    }

    double centreX() {
        return (width - 1) / 2.0;
    }

    double centreY() {
        return (height - 1) / 2.0;
    }

    /** A pixel; 0 beyond the edge. */
    double at(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 0 : pixels[offset + y * width + x];
    }

    /** Between pixels, bilinearly. */
    double between(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double down = y - top;
        return (1 - down) * ((1 - right) * at(left, top) + right * at(left + 1, top))
                + down * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1));
    }
}
