package joulebook.ml.trial;

import java.util.ArrayList;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.Texts;
import joulebook.ml.data.TrainTest;

/**
 * The data of a trial, by name. Of a text, the examples are windows of {@value #WINDOW} characters with the one that
 * follows; the last tenth of it is the test part.
 *
 * @param name of a data set or a text, such as {@code mnist} or {@code moby-dick}
 * @param train how many examples to learn from, the first ones; 0 for all
 * @param test how many examples to judge by, the first ones; 0 for all
 */
public record TrialData(String name, int train, int test) {

    /** The characters of a text that an example shows. */
    public static final int WINDOW = 16;

    private static final double TEST_FRACTION = 0.1;

    /** @throws InputException if there are no data of that name, or a limit is negative */
    public TrialData {
        if (!names().contains(name)) {
            throw new InputException(
                    "There are no data \"" + name + "\": choose one of " + String.join(", ", names()) + ".");
        }
        if (train < 0 || test < 0) {
            throw new InputException("The data are limited to " + train + " examples to learn from and " + test
                    + " to judge by: give positive numbers, or 0 for all.");
        }
    }

    /** The names of data that a trial can learn from. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(Datasets.names());
        names.addAll(Texts.names());
        return names;
    }

    /** All data of that name. */
    TrainTest load() {
        if (Datasets.names().contains(name)) {
            return Datasets.load(name);
        }
        String text = Texts.load(name);
        int cut = (int) Math.round((1 - TEST_FRACTION) * text.length());
        return new TrainTest(
                Texts.windows(name, text.substring(0, cut), WINDOW), Texts.windows(name, text.substring(cut), WINDOW));
    }

    /**
     * The examples of the trial among all data.
     *
     * @throws InputException if there are too few
     */
    TrainTest of(TrainTest all) {
        return new TrainTest(first(all.train(), train), first(all.test(), test));
    }

    private static Dataset first(Dataset data, int limit) {
        return limit == 0 ? data : data.take(limit);
    }
}
