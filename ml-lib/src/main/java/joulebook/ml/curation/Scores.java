package joulebook.ml.curation;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;

/** What is done with scores of examples: averaged over runs, and the examples chosen by them. */
public final class Scores {
    private static final int BATCH = 500;

    private Scores() {}

    /** The mean over runs, example by example. */
    public static double[] mean(List<double[]> runs) {
        int examples = runs.isEmpty() ? 0 : runs.get(0).length;
        if (examples == 0 || runs.stream().anyMatch(run -> run.length != examples)) {
            throw new InputException("Scores are averaged over runs on the same examples, but the runs have "
                    + runs.stream().map(run -> run.length).toList() + " scores.");
        }
        return IntStream.range(0, examples)
                .mapToDouble(
                        i -> runs.stream().mapToDouble(run -> run[i]).average().orElseThrow())
                .toArray();
    }

    /** The examples with the highest scores, the highest first; of equal ones the first. */
    public static int[] highest(double[] scores, int count) {
        requireCount(scores, count);
        return Arrays.copyOf(ranked(scores, -1), count);
    }

    /**
     * So many examples from the lowest scores upwards, but for the very lowest; of equal ones the first. What is left out at
     * the upper end are the hardest examples, which are often mislabelled.
     *
     * @param offset how many of the lowest to leave out
     */
    public static int[] afterOffset(double[] scores, int offset, int count) {
        requireCount(scores, offset + count);
        return Arrays.copyOfRange(ranked(scores, 1), offset, offset + count);
    }

    private static int[] ranked(double[] scores, int sign) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> sign * Double.compare(scores[a], scores[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void requireCount(double[] scores, int count) {
        if (count < 1 || count > scores.length) {
            throw new InputException("Cannot choose " + count + " of " + scores.length
                    + " scored examples: choose 1 to " + scores.length + ".");
        }
    }

    /** The number of classes. */
    static int classes(Dataset data) {
        if (data.targets() instanceof Targets.Classes classes) {
            return classes.names().size();
        }
        throw new InputException(
                "Examples are scored by the error of their class, but " + data.name() + " has numbers as targets.");
    }

    /** The scores of all examples from those of each batch, whose arrays are freed after it. */
    static double[] byBatch(Dataset data, Function<Batch, double[]> scores) {
        try (NDManager manager = NDManager.newBaseManager();
                Batches batches = data.batches(manager, BATCH)) {
            return IntStream.range(0, batches.count())
                    .mapToObj(i -> {
                        try (NDManager scope = manager.newSubManager()) {
                            return scores.apply(batches.get(i, scope));
                        }
                    })
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
        }
    }
}
