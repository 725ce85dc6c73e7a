package joulebook.ml.evaluation;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.LabelNoise;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;

/** A benchmark of two modalities: the left half of a digit's image, and a hint that names its class sometimes. */
final class HintedDigits {
    private static final int SIDE = 28;
    private static final int CLASSES = 10;
    private static final int WIDTH = SIDE / 2;
    private static final int PIXELS = SIDE * WIDTH;
    private static final double HONEST_HINTS = 0.3;
    private static final double WRONG_ANSWERS = 0.15;

    private final Dataset train;
    private final Dataset clean;
    private final LabelNoise noisy;

    HintedDigits(int items, int examples, long seed) {
        Random random = new Random(seed);
        TrainTest mnist = Datasets.load("mnist");
        train = hinted(drawn(mnist.train(), examples, random), random);
        clean = hinted(drawn(mnist.test(), items, random), random);
        noisy = LabelNoise.symmetric(clean, WRONG_ANSWERS, seed);
    }

    static int inputs() {
        return PIXELS + CLASSES;
    }

    /** Examples to learn from, with true labels. */
    Dataset train() {
        return train;
    }

    /** The items, with true labels. */
    Dataset items() {
        return clean;
    }

    /** The benchmark's answers, some of them wrong. */
    int[] answers() {
        return ((Targets.Classes) noisy.data().targets()).labels();
    }

    int[] truth() {
        return ((Targets.Classes) clean.targets()).labels();
    }

    boolean[] isWrong() {
        return noisy.isFlipped();
    }

    /** The same examples with black images. */
    static Dataset withoutImages(Dataset data) {
        float[] features = data.features().clone();
        for (int from = 0; from < features.length; from += inputs()) {
            Arrays.fill(features, from, from + PIXELS, 0);
        }
        return new Dataset(data.name(), data.shape(), features, data.targets());
    }

    private static Dataset drawn(Dataset data, int count, Random random) {
        return data.select(random.ints(0, data.size()).distinct().limit(count).toArray());
    }

    private static Dataset hinted(Dataset images, Random random) {
        int[] labels = ((Targets.Classes) images.targets()).labels();
        float[] features = new float[images.size() * inputs()];
        for (int i = 0; i < images.size(); i++) {
            int start = i * inputs();
            for (int row = 0; row < SIDE; row++) {
                System.arraycopy(images.features(), (i * SIDE + row) * SIDE, features, start + row * WIDTH, WIDTH);
            }
            int hint = random.nextDouble() < HONEST_HINTS ? labels[i] : random.nextInt(CLASSES);
            features[start + PIXELS + hint] = 1;
        }
        return new Dataset("hinted digits", new Shape(inputs()), features, images.targets());
    }
}
