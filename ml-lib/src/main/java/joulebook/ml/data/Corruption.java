package joulebook.ml.data;

import java.util.Random;
import joulebook.ml.InputException;

/**
 * Damage to pictures whose pixels lie in [0, 1], and still do afterwards (after Hendrycks and Dietterich, Benchmarking
 * Neural Network Robustness, arXiv 1903.12261). Labels stay.
 */
public enum Corruption {
    /** Normal noise; the strength is its standard deviation. */
    GAUSSIAN_NOISE {
        @Override
        double of(double pixel, double mean, double strength, Random random) {
            return pixel + strength * random.nextGaussian();
        }
    },
    /** Salt and pepper: a share of the pixels becomes 0 or 1. */
    IMPULSE_NOISE {
        @Override
        double of(double pixel, double mean, double strength, Random random) {
            double draw = random.nextDouble();
            return draw >= strength ? pixel : draw < strength / 2 ? 0 : 1;
        }
    },
    /** Pixels move towards the mean of their picture, by the strength as a share of the way. */
    LOW_CONTRAST {
        @Override
        double of(double pixel, double mean, double strength, Random random) {
            return pixel + strength * (mean - pixel);
        }
    },
    /** The strength is added to each pixel. */
    BRIGHTNESS {
        @Override
        double of(double pixel, double mean, double strength, Random random) {
            return pixel + strength;
        }
    },
    /** A share of the pixels becomes 0. */
    DROPPED_PIXELS {
        @Override
        double of(double pixel, double mean, double strength, Random random) {
            return random.nextDouble() < strength ? 0 : pixel;
        }
    };

    abstract double of(double pixel, double mean, double strength, Random random);

    /**
     * The damaged examples; the given ones are not changed.
     *
     * @param strength from 0, which changes nothing, to 1
     * @param seed the same seed damages alike
     */
    public Dataset apply(Dataset data, double strength, long seed) {
        if (!(strength >= 0 && strength <= 1)) {
            throw new InputException(
                    "The strength of a corruption is " + strength + ", but it must lie between 0 and 1.");
        }
        Random random = new Random(seed);
        float[] pixels = data.features().clone();
        int each = (int) data.shape().size();
        for (int from = 0; from < pixels.length; from += each) {
            double sum = 0;
            for (int i = from; i < from + each; i++) {
                if (!(pixels[i] >= 0 && pixels[i] <= 1)) {
                    throw new InputException("The data " + data.name() + " has the value " + pixels[i]
                            + ", but corruptions are for pixels in [0, 1]: scale them first.");
                }
                sum += pixels[i];
            }
            for (int i = from; i < from + each; i++) {
                pixels[i] = (float) Math.min(1, Math.max(0, of(pixels[i], sum / each, strength, random)));
            }
        }
        return new Dataset(data.name(), data.shape(), pixels, data.targets());
    }
}
