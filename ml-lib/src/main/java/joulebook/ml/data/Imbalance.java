package joulebook.ml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/** Class labels that are not equally frequent: examples of some classes are left out at random. */
public final class Imbalance {

    private Imbalance() {}

    /**
     * A long tail: of C classes, class c keeps ratio^(-c / (C - 1)) times what the rarest class has (Cui et al., Class-Balanced
     * Loss, arXiv 1901.05555, section 5.1).
     *
     * @param ratio of the first class to the last, at least 1
     * @param seed the same seed keeps the same examples
     * @throws InputException if the targets are no classes, or the ratio is below 1 or leaves a class empty
     */
    public static Dataset longTailed(Dataset data, double ratio, long seed) {
        int last = classes(data).names().size() - 1;
        return keep(data, ratio, c -> Math.pow(ratio, -(double) c / last), seed);
    }

    /**
     * A step: the second half of the classes keeps 1 / ratio of what the rarest class has, the first half all of it (Buda et
     * al., arXiv 1710.05381, section 3.1).
     *
     * @param ratio of a class of the first half to one of the second, at least 1
     * @param seed the same seed keeps the same examples
     * @throws InputException if the targets are no classes, or the ratio is below 1 or leaves a class empty
     */
    public static Dataset step(Dataset data, double ratio, long seed) {
        int half = (classes(data).names().size() + 1) / 2;
        return keep(data, ratio, c -> c < half ? 1 : 1 / ratio, seed);
    }

    private static Dataset keep(Dataset data, double ratio, IntToDoubleFunction share, long seed) {
        if (!(ratio >= 1)) {
            throw new InputException("An imbalance of " + ratio
                    + " is not possible: the ratio of the most to the least frequent class is 1 or more.");
        }
        int[] labels = classes(data).labels();
        List<String> names = classes(data).names();
        int[] counts = new int[names.size()];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        int rarest = Arrays.stream(counts).min().orElseThrow();
        Random random = new Random(seed);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, labels.length).boxed().toList());
        Collections.shuffle(order, random);
        int[] left = IntStream.range(0, names.size())
                .map(c -> (int) Math.round(rarest * share.applyAsDouble(c)))
                .toArray();
        for (int c = 0; c < left.length; c++) {
            if (left[c] == 0) {
                throw new InputException("An imbalance of " + ratio + " leaves no example of the class " + names.get(c)
                        + " of " + data.name() + ", whose rarest class has " + rarest + ": lower the ratio.");
            }
        }
        return data.select(order.stream()
                .filter(i -> left[labels[i]]-- > 0)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray());
    }

    private static Targets.Classes classes(Dataset data) {
        if (data.targets() instanceof Targets.Classes classes) {
            return classes;
        }
        throw new InputException(
                "Classes alone can be imbalanced, but " + data.name() + " has numbers as targets: choose other data.");
    }
}
