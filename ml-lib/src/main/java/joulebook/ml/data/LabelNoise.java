package joulebook.ml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/**
 * Class labels of which some were replaced by wrong ones.
 *
 * @param data the examples with the labels as they are now
 * @param flipped the examples whose label is wrong, by index, in ascending order
 */
public record LabelNoise(Dataset data, int[] flipped) {

    /**
     * Symmetric noise: a share of the examples, drawn without replacement, gets a label drawn uniformly from the other
     * classes.
     *
     * @param share from 0 to 1, rounded to a number of examples
     * @param seed the same seed flips the same labels to the same classes
     * @throws InputException if the targets are no classes or the share is out of range
     */
    public static LabelNoise symmetric(Dataset data, double share, long seed) {
        if (!(data.targets() instanceof Targets.Classes classes)) {
            throw new InputException(
                    "Labels can be flipped of classes alone, but " + data.name() + " has numbers as targets.");
        }
        if (!(share >= 0 && share <= 1)) {
            throw new InputException("The share of labels to flip is " + share + ", but it must lie between 0 and 1.");
        }
        Random random = new Random(seed);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, data.size()).boxed().toList());
        Collections.shuffle(order, random);
        int[] flipped = order.subList(0, (int) Math.round(share * data.size())).stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        int[] labels = classes.labels().clone();
        int count = classes.names().size();
        for (int i : flipped) {
            labels[i] = (labels[i] + 1 + random.nextInt(count - 1)) % count;
        }
        return new LabelNoise(
                new Dataset(data.name(), data.shape(), data.features(), new Targets.Classes(labels, classes.names())),
                flipped);
    }

    /** Whether each example's label is wrong. */
    public boolean[] isFlipped() {
        boolean[] wrong = new boolean[data.size()];
        Arrays.stream(flipped).forEach(i -> wrong[i] = true);
        return wrong;
    }
}
