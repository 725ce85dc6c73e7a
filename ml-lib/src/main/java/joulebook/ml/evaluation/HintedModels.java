package joulebook.ml.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import joulebook.ml.paper.Experiment;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/**
 * What networks of three sizes, trained on eight amounts of data, answer to the items of hinted digits.
 *
 * @param outputs [models, items, classes] with image and hint
 * @param blindOutputs the same without images
 * @param hintOnlyOutputs of networks trained without images
 */
record HintedModels(HintedDigits digits, float[][][] outputs, float[][][] blindOutputs, float[][][] hintOnlyOutputs) {
    private static final int[] HIDDEN = {0, 16, 64};
    private static final int[] EXAMPLES = {50, 100, 200, 500, 1000, 2000, 3500, 5000};
    private static final int BLIND_RUNS = 5;
    private static final int ALL_DIGITS = 10;

    static HintedModels train(Experiment experiment, HintedDigits digits, long seed) {
        List<float[][]> outputs = new ArrayList<>();
        List<float[][]> blind = new ArrayList<>();
        Dataset items = digits.items();
        Dataset dark = HintedDigits.withoutImages(items);
        for (int examples : EXAMPLES) {
            for (int hidden : HIDDEN) {
                if (examples <= digits.train().size()) {
                    experiment.progress(examples + " examples, " + hidden + " hidden units, seed " + seed);
                    TrainTest data = new TrainTest(digits.train().take(examples), items);
                    try (TrainingRun run = fit(data, hidden, seed)) {
                        outputs.add(run.outputs(rows(items)));
                        blind.add(run.outputs(rows(dark)));
                    }
                }
            }
        }
        List<float[][]> hintOnly = new ArrayList<>();
        TrainTest withoutImages = new TrainTest(HintedDigits.withoutImages(digits.train()), dark);
        for (int run = 0; run < BLIND_RUNS; run++) {
            experiment.progress("hints alone, run " + run + ", seed " + seed);
            try (TrainingRun one = fit(withoutImages, 0, BLIND_RUNS * seed + run)) {
                hintOnly.add(one.outputs(rows(dark)));
            }
        }
        return new HintedModels(digits, array(outputs), array(blind), array(hintOnly));
    }

    int size() {
        return outputs.length;
    }

    /** Whether each model gives the benchmark's answer to each item. */
    boolean[][] solved() {
        return solved(outputs, digits.answers());
    }

    /** Whether each model names the true digit. */
    boolean[][] solvedTruly() {
        return solved(outputs, digits.truth());
    }

    boolean[][] blind() {
        return solved(blindOutputs, digits.answers());
    }

    boolean[][] hintOnly() {
        return solved(hintOnlyOutputs, digits.answers());
    }

    /** Whether each model prefers the benchmark's answer to the other options of each item. */
    boolean[][] solvedAmong(int[][] options) {
        return solved(outputs, digits.answers(), options);
    }

    private static boolean[][] solved(float[][][] outputs, int[] answers) {
        int[][] all = new int[answers.length][];
        Arrays.fill(all, IntStream.range(0, ALL_DIGITS).toArray());
        return solved(outputs, answers, all);
    }

    private static boolean[][] solved(float[][][] outputs, int[] answers, int[][] options) {
        boolean[][] solved = new boolean[outputs.length][answers.length];
        for (int m = 0; m < outputs.length; m++) {
            for (int j = 0; j < answers.length; j++) {
                solved[m][j] = MultipleChoice.choose(outputs[m][j], options[j]) == answers[j];
            }
        }
        return solved;
    }

    /** About as many steps for each amount of data, but at most 60 epochs. */
    private static TrainingRun fit(TrainTest data, int hidden, long seed) {
        TrainingOptions options = TrainingOptions.defaults()
                .withEpochs(Math.max(3, Math.min(60, 15_000 / data.train().size())))
                .withBatchSize(32)
                .withSeed(seed);
        int inputs = HintedDigits.inputs();
        Mlp model = hidden == 0 ? new Mlp(inputs, ALL_DIGITS) : new Mlp(inputs, hidden, ALL_DIGITS);
        return new Backpropagation().fit(model, data, options, Meter.none(), TrainingListener.NONE);
    }

    private static float[][] rows(Dataset data) {
        int width = (int) data.shape().size();
        return IntStream.range(0, data.size())
                .mapToObj(i -> Arrays.copyOfRange(data.features(), i * width, (i + 1) * width))
                .toArray(float[][]::new);
    }

    private static float[][][] array(List<float[][]> outputs) {
        return outputs.toArray(float[][][]::new);
    }
}
