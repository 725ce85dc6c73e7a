package joulebook.ml.calibration;

import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.ImageTransform;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.math.Softmax;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.Outputs;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/**
 * A temperature for each picture, from how the classifier sees transformed copies of it (Liu et al. 2024, arXiv 2404.13016):
 * a small network takes each copy's probabilities of the k classes that are likeliest for the original. The predicted class
 * stays.
 *
 * @param loss of calibrated logits (B, K), such as {@link CorrectnessAwareLoss}
 * @param k how many of the classes; all if there are fewer
 * @param hidden units of the network
 * @param transforms that make the copies
 * @param options of the network's training
 */
public record TransformTemperature(
        Loss loss, int k, int hidden, List<ImageTransform> transforms, TrainingOptions options) implements Calibrator {
    /** A turn of 15 degrees, a shift of 2 pixels, a blur. */
    public static final List<ImageTransform> TRANSFORMS =
            List.of(ImageTransform.rotation(15), ImageTransform.shift(2, 0), ImageTransform.blur());

    /** For some thousand held-out examples: 200 epochs of batches of 1,000 at a rate of 0.01 (the paper's 50,000: 10 at 0.0001). */
    public static final TrainingOptions OPTIONS =
            TrainingOptions.defaults().withEpochs(200).withBatchSize(1_000).withLearningRate(0.01f);

    public TransformTemperature {
        transforms = List.copyOf(transforms);
        if (k < 1 || hidden < 1 || transforms.isEmpty()) {
            throw new InputException("A temperature from " + transforms.size() + " transforms, the " + k
                    + " likeliest classes and " + hidden + " hidden units cannot be: give at least 1 of each.");
        }
    }

    /** The paper's: the 4 likeliest classes and 5 hidden units. */
    public TransformTemperature(Loss loss, long seed) {
        this(loss, 4, 5, TRANSFORMS, OPTIONS.withSeed(seed));
    }

    /** To be closed after use: it holds the network. */
    @Override
    public Calibration fit(Logits heldOut, int[] labels) {
        heldOut.requireLabels(labels);
        if (heldOut.copies().size() != transforms.size()) {
            throw new InputException("There are logits of " + heldOut.copies().size() + " transformed copies, but "
                    + transforms.size() + " are needed: make them by transforms().");
        }
        Dataset data = inputs(k, heldOut, labels);
        TrainingRun net = new Backpropagation()
                .withLoss(loss)
                .fit(
                        new TemperatureNet(transforms.size() * Math.min(k, heldOut.classes()), hidden),
                        new TrainTest(data, data.take(1)),
                        options,
                        Meter.none(),
                        TrainingListener.NONE);
        return new Fitted(k, net);
    }

    private record Fitted(int k, TrainingRun net) implements Calibration {
        @Override
        public double[][] probabilities(Logits logits) {
            double[][] calibrated = Outputs.of(net, inputs(k, logits, new int[logits.size()]));
            return Arrays.stream(calibrated).map(Softmax::of).toArray(double[][]::new);
        }

        @Override
        public void close() {
            net.close();
        }
    }

    /** An example's features, then its logits. */
    private static Dataset inputs(int k, Logits logits, int[] labels) {
        int features = logits.copies().size() * Math.min(k, logits.classes());
        int width = features + logits.classes();
        float[] rows = new float[logits.size() * width];
        for (int i = 0; i < logits.size(); i++) {
            System.arraycopy(logits.features(i, k), 0, rows, i * width, features);
            for (int c = 0; c < logits.classes(); c++) {
                rows[i * width + features + c] = (float) logits.original()[i][c];
            }
        }
        List<String> names =
                IntStream.range(0, logits.classes()).mapToObj(Integer::toString).toList();
        return new Dataset("logits", new Shape(width), rows, new Targets.Classes(labels, names));
    }
}
