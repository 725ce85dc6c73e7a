package joulebook.ml.train;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;

/** Small data for tests: points in the plane, of class 1 inside a ring and class 0 outside. */
final class Toy {

    private Toy() {}

    static TrainTest ring() {
        return new TrainTest(ring(600, 1), ring(200, 2));
    }

    static Dataset ring(int n, long seed) {
        Random random = new Random(seed);
        float[] points = new float[2 * n];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) random.nextGaussian();
        }
        int[] labels = IntStream.range(0, n)
                .map(i -> Math.hypot(points[2 * i], points[2 * i + 1]) < 1.2 ? 1 : 0)
                .toArray();
        return new Dataset("ring", new Shape(2), points, new Targets.Classes(labels, List.of("outside", "inside")));
    }

    /** All parameters of a block, one after another. */
    static float[] weights(Block block) {
        List<float[]> arrays = block.getParameters().values().stream()
                .map(parameter -> parameter.getArray().toFloatArray())
                .toList();
        float[] all = new float[arrays.stream().mapToInt(a -> a.length).sum()];
        int at = 0;
        for (float[] array : arrays) {
            System.arraycopy(array, 0, all, at, array.length);
            at += array.length;
        }
        return all;
    }
}
