package joulebook.ml.data;

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

    /** Both parts standardised with the means and standard deviations of the training part. */
    public TrainTest standardized() {
        Standardizer standardizer = Standardizer.fit(train);
        return new TrainTest(standardizer.apply(train), standardizer.apply(test));
    }
}
