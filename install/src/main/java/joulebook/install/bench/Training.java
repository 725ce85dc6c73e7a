package joulebook.install.bench;

import java.util.List;

/**
 * A training step of an MLP 784-500-500-10 on batches of 128 of MNIST with Adam: the mean of an epoch, after an epoch of
 * each kind that warms the process up. Both sides run in cells of one kernel.
 */
final class Training implements Measurement {
    private static final List<String> SET_UP = List.of(
            "import joulebook.install.bench.BareTraining;",
            "import joulebook.ml.data.*; import joulebook.ml.energy.Meter;",
            "import joulebook.ml.model.Mlp; import joulebook.ml.train.*;",
            "var mnist = Datasets.load(\"mnist\");",
            // what is tested after the epoch is not in its time
            "var data = new TrainTest(mnist.train(), mnist.test().take(1_000));",
            """
            double millisecondsPerStep(TrainingAlgorithm algorithm) {
                var options = TrainingOptions.defaults().withEpochs(1);
                try (var run = algorithm.fit(
                        new Mlp(784, 500, 500, 10), data, options, Meter.forThisMachine(), TrainingListener.NONE)) {
                    int steps = (data.train().size() + options.batchSize() - 1) / options.batchSize();
                    return 1e3 * run.reading().seconds() / steps;
                }
            }
            """);

    private static final Quantity BACKPROPAGATION = Quantity.of("backpropagation, step", "ms");
    private static final Quantity MONO_FORWARD = Quantity.of("Mono-Forward, step", "ms");

    @Override
    public String name() {
        return "training";
    }

    @Override
    public String description() {
        return "an MLP on MNIST; floor: a bare loop over batches made before, with DJL's Adam called directly";
    }

    @Override
    public List<Sample> round(Sides sides) {
        try (Side kernel = sides.start(Subject.JOULEBOOK)) {
            SET_UP.forEach(kernel::evaluate);
            epochs(kernel);
            return epochs(kernel);
        }
    }

    private static List<Sample> epochs(Side kernel) {
        return List.of(
                ours(BACKPROPAGATION, kernel, "millisecondsPerStep(new Backpropagation())"),
                floor(BACKPROPAGATION, kernel, "BareTraining.backpropagation(data.train())"),
                ours(MONO_FORWARD, kernel, "millisecondsPerStep(new MonoForward())"),
                floor(MONO_FORWARD, kernel, "BareTraining.monoForward(data.train())"));
    }

    private static Sample ours(Quantity quantity, Side kernel, String code) {
        return quantity.sample(Subject.JOULEBOOK, number(kernel, code));
    }

    private static Sample floor(Quantity quantity, Side kernel, String code) {
        return quantity.sample(Subject.FLOOR, number(kernel, code));
    }

    private static double number(Side kernel, String code) {
        return Double.parseDouble(kernel.evaluate(code).value());
    }
}
