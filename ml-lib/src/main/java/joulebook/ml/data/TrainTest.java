package joulebook.ml.data;

import java.util.Arrays;
import joulebook.ml.InputException;

/** The examples to learn from and the held-out examples to judge by: examples of one shape, targets of one kind. */
public record TrainTest(Dataset train, Dataset test) {

    public TrainTest {
        if (!train.shape().equals(test.shape())
                || train.targets().getClass() != test.targets().getClass()
                || train.targets().outputs() != test.targets().outputs()) {
            throw new InputException("The training data " + train + " and the test data " + test
                    + " must have examples of one shape and targets of one kind.");
        }
    }

    /** All examples, the training part first: to be split by a seed of one's own. */
    public Dataset all() {
        float[] features = Arrays.copyOf(train.features(), train.features().length + test.features().length);
        System.arraycopy(test.features(), 0, features, train.features().length, test.features().length);
        return new Dataset(
                train.name(), train.shape(), features, train.targets().plus(test.targets()));
    }

    /** Both parts standardised with the means and standard deviations of the training part. */
    public TrainTest standardized() {
        Standardizer standardizer = Standardizer.fit(train);
        return new TrainTest(standardizer.apply(train), standardizer.apply(test));
    }
}
