package joulebook.ml.data;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import tech.tablesaw.api.Table;

/**
 * Labelled examples in memory.
 *
 * @param name what the data is called in tables and messages
 * @param shape the shape of one example, such as (28, 28) or (4)
 * @param features the examples one after another, row-major: size() times shape.size() finite numbers. Shared, not
 *     copied: do not change them
 * @param targets what to predict, one per example
 */
public record Dataset(String name, Shape shape, float[] features, Targets targets) {

    public Dataset {
        if (targets.size() == 0 || features.length != targets.size() * shape.size()) {
            throw new InputException("The data set " + name + " has " + features.length + " feature values, but "
                    + targets.size() + " examples of shape " + shape + " need " + targets.size() * shape.size()
                    + " (and at least one example).");
        }
        requireFinite(features, "feature value");
    }

    /**
     * A table's rows. The target column holds what to predict: text, truth values or at most 100 distinct whole numbers are
     * class labels (classes in their natural order), other numbers are regressed on. All other columns are features:
     * numbers as they are, truth values as 0 and 1, text one-hot in the order of its values. {@link TrainTest#standardized}
     * scales them.
     *
     * @throws InputException if there is no such column, a value is missing, or a column is neither number nor text of at
     *     most 100 different values
     */
    public static Dataset of(Table table, String target) {
        return TableData.toDataset(table.name() == null ? "the table" : table.name(), table, target);
    }

    /** The number of examples. */
    public int size() {
        return targets.size();
    }

    /** The first n examples. */
    public Dataset take(int n) {
        if (n < 1 || n > size()) {
            throw new InputException("Cannot take " + n + " examples of " + name + ": choose 1 to " + size() + ".");
        }
        return select(IntStream.range(0, n).toArray());
    }

    /** These examples, in this order (an index may repeat). */
    public Dataset select(int[] examples) {
        int width = (int) shape.size();
        float[] selected = new float[examples.length * width];
        for (int i = 0; i < examples.length; i++) {
            System.arraycopy(features, examples[i] * width, selected, i * width, width);
        }
        return new Dataset(name, shape, selected, targets.select(examples));
    }

    /**
     * Splits at random into a training and a test part; with class labels each class is split by itself, so that both
     * parts keep the proportions. Both parts are shuffled.
     *
     * @param testFraction the share of the test part, above 0 and below 1
     * @param seed the same seed gives the same split
     */
    public TrainTest split(double testFraction, long seed) {
        if (!(testFraction > 0 && testFraction < 1)) {
            throw new InputException(
                    "The test fraction is " + testFraction + ", but it must lie between 0 and 1, such as 0.25.");
        }
        Random random = new Random(seed);
        List<Integer> train = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (List<Integer> stratum : strata()) {
            Collections.shuffle(stratum, random);
            int held = (int) Math.round(testFraction * stratum.size());
            test.addAll(stratum.subList(0, held));
            train.addAll(stratum.subList(held, stratum.size()));
        }
        if (train.isEmpty() || test.isEmpty()) {
            throw new InputException("A test fraction of " + testFraction + " leaves a part of " + name
                    + " empty: it has only " + size() + " examples.");
        }
        Collections.shuffle(train, random);
        Collections.shuffle(test, random);
        return new TrainTest(select(indices(train)), select(indices(test)));
    }

    /**
     * Puts the data on the manager's device once and cuts it into batches there.
     *
     * @param manager owns the copy on the device until the batches are closed
     * @param batchSize examples per batch; the last batch of an epoch may be smaller
     */
    public Batches batches(NDManager manager, int batchSize) {
        return new Batches(manager, this, batchSize);
    }

    private Collection<List<Integer>> strata() {
        Map<Integer, List<Integer>> strata = new TreeMap<>();
        for (int i = 0; i < size(); i++) {
            int stratum = targets instanceof Targets.Classes classes ? classes.labels()[i] : 0;
            strata.computeIfAbsent(stratum, key -> new ArrayList<>()).add(i);
        }
        return strata.values();
    }

    private static int[] indices(List<Integer> examples) {
        return examples.stream().mapToInt(Integer::intValue).toArray();
    }

    static void requireFinite(float[] numbers, String what) {
        for (int i = 0; i < numbers.length; i++) {
            if (!Float.isFinite(numbers[i])) {
                throw new InputException("The " + what + " at position " + i + " is " + numbers[i]
                        + ", but only finite numbers can be learned from: remove or fill such entries.");
            }
        }
    }

    @Override
    public String toString() {
        return name + " (" + size() + " examples of shape " + Arrays.toString(shape.getShape()) + ")";
    }
}
