package joulebook.ml.data;

/**
 * Shifts and scales features, and regression targets, to mean 0 and standard deviation 1 over the examples it was fitted
 * to. What does not vary there is only shifted. Class labels stay as they are.
 *
 * @param features of one example, flattened
 * @param target of the regression target; ignored for class labels
 */
public record Standardizer(Moments features, Moments target) {

    /**
     * Means and population standard deviations (1 where nothing varies).
     *
     * @param mean one per column
     * @param deviation one per column
     */
    public record Moments(double[] mean, double[] deviation) {

        private static Moments of(float[] rows, int columns) {
            int n = rows.length / columns;
            double[] mean = new double[columns];
            for (int i = 0; i < rows.length; i++) {
                mean[i % columns] += rows[i] / (double) n;
            }
            double[] deviation = new double[columns];
            for (int i = 0; i < rows.length; i++) {
                deviation[i % columns] += Math.pow(rows[i] - mean[i % columns], 2) / n;
            }
            for (int c = 0; c < columns; c++) {
                deviation[c] = deviation[c] > 0 ? Math.sqrt(deviation[c]) : 1;
            }
            return new Moments(mean, deviation);
        }

        private float[] apply(float[] rows) {
            float[] scaled = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                int c = i % mean.length;
                scaled[i] = (float) ((rows[i] - mean[c]) / deviation[c]);
            }
            return scaled;
        }
    }

    /** Measures the means and deviations of these examples. */
    public static Standardizer fit(Dataset data) {
        float[] target = data.targets() instanceof Targets.Values regression ? regression.values() : new float[1];
        return new Standardizer(Moments.of(data.features(), (int) data.shape().size()), Moments.of(target, 1));
    }

    /** The examples, standardised. They must have the shape of those the standardizer was fitted to. */
    public Dataset apply(Dataset data) {
        Targets targets = data.targets() instanceof Targets.Values regression
                ? new Targets.Values(target.apply(regression.values()))
                : data.targets();
        return new Dataset(data.name(), data.shape(), features.apply(data.features()), targets);
    }
}
