package joulebook.ml.data;

/** The examples to learn from and the held-out examples to judge by. */
public record TrainTest(Dataset train, Dataset test) {

    /** Both parts standardised with the means and standard deviations of the training part. */
    public TrainTest standardized() {
        Standardizer standardizer = Standardizer.fit(train);
        return new TrainTest(standardizer.apply(train), standardizer.apply(test));
    }
}
