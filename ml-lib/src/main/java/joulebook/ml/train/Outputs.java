package joulebook.ml.train;

import java.util.Arrays;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;

/** What a trained model puts out for each example of a data set, batch by batch. */
public final class Outputs {
    private static final int BATCH = 1_000;

    private Outputs() {}

    /**
     * The outputs of all examples, {@code [example][output]}.
     *
     * @throws InputException if the examples are not of the kind that the model was trained on
     */
    public static double[][] of(TrainingRun run, Dataset data) {
        if (!data.shape().equals(run.example())
                || data.targets().outputs() != run.targets().outputs()) {
            throw new InputException("The model was trained on " + run.dataset() + " with examples of shape "
                    + run.example() + " and " + run.targets().outputs() + " outputs, which " + data.name()
                    + " does not fit.");
        }
        int width = (int) data.shape().size();
        double[][] outputs = new double[data.size()][];
        for (int from = 0; from < data.size(); from += BATCH) {
            int to = Math.min(data.size(), from + BATCH);
            float[][] examples = IntStream.range(from, to)
                    .mapToObj(i -> Arrays.copyOfRange(data.features(), i * width, (i + 1) * width))
                    .toArray(float[][]::new);
            float[][] rows = run.outputs(examples);
            for (int i = from; i < to; i++) {
                float[] row = rows[i - from];
                outputs[i] =
                        IntStream.range(0, row.length).mapToDouble(k -> row[k]).toArray();
            }
        }
        return outputs;
    }
}
