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

    private final Jvm jvm;

    Training(Jvm jvm) {
        this.jvm = jvm;
    }

    @Override
    public String name() {
        return "training";
    }

    @Override
    public String floor() {
        return "a bare loop over batches made before, with DJL's Adam called directly";
    }

    @Override
    public List<Sample> round() {
        try (Side kernel = KernelSide.warm(jvm)) {
            SET_UP.forEach(kernel::evaluate);
            epochs(kernel);
            return epochs(kernel);
        }
    }

    private static List<Sample> epochs(Side kernel) {
        return List.of(
                Sample.of(
                        "backpropagation, step",
                        "ms",
                        number(kernel, "millisecondsPerStep(new Backpropagation())"),
                        number(kernel, "BareTraining.backpropagation(data.train())")),
                Sample.of(
                        "Mono-Forward, step",
                        "ms",
                        number(kernel, "millisecondsPerStep(new MonoForward())"),
                        number(kernel, "BareTraining.monoForward(data.train())")));
    }

    private static double number(Side kernel, String code) {
        return Double.parseDouble(kernel.evaluate(code).value());
    }
}
