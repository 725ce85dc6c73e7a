package joulebook.ml.data;

import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * A change of pictures of shape (height, width) or (channels, height, width) that keeps what they show. What comes in from
 * beyond the edge is 0.
 */
@FunctionalInterface
public interface ImageTransform {

    /**
     * The changed examples; the given ones are not touched.
     *
     * @throws joulebook.ml.InputException if the examples are not pictures
     */
    Dataset apply(Dataset images);

    /** Turned about the middle, clockwise as one looks at it, with pixels interpolated bilinearly. */
    static ImageTransform rotation(double degrees) {
        return images -> rotated(images, () -> degrees);
    }

    /**
     * Each turned by an angle of its own, uniform within the bound to both sides.
     *
     * @param seed the same seed turns alike
     */
    static ImageTransform randomRotation(double mostDegrees, long seed) {
        return images -> {
            Random random = new Random(seed);
            return rotated(images, () -> mostDegrees * (2 * random.nextDouble() - 1));
        };
    }

    /** Moved by whole pixels. */
    static ImageTransform shift(int right, int down) {
        return images -> Picture.each(images, () -> (picture, x, y) -> picture.at(x - right, y - down));
    }

    /** Blurred by the 3 x 3 kernel (1 2 1) x (1 2 1) / 16, which is about Gaussian. */
    static ImageTransform blur() {
        return images -> Picture.each(images, () -> (picture, x, y) -> {
            double sum = 0;
            for (int dx = -1; dx <= 1; dx++) {
                for (int dy = -1; dy <= 1; dy++) {
                    sum += (2 - Math.abs(dx)) * (2 - Math.abs(dy)) * picture.at(x + dx, y + dy);
                }
            }
            return sum / 16;
        });
    }

    private static Dataset rotated(Dataset images, DoubleSupplier degrees) {
        return Picture.each(images, () -> {
            double radians = Math.toRadians(degrees.getAsDouble());
            double cos = Math.cos(radians);
            double sin = Math.sin(radians);
            return (picture, x, y) -> {
                double right = x - picture.centreX();
                double down = y - picture.centreY();
                return picture.between(
                        picture.centreX() + cos * right + sin * down, picture.centreY() + cos * down - sin * right);
            };
        });
    }
}
