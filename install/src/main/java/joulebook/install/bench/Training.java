package joulebook.install.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;

/**
 * A training step of an MLP 784-500-500-10 and of a small CNN on batches of 128 of MNIST. All but torch, which has a
 * process of its own, run in cells of one kernel.
 */
final class Training implements Measurement {
    private static final List<String> SET_UP = List.of(
            "import joulebook.install.bench.*;",
            "import joulebook.ml.data.*; import joulebook.ml.energy.Meter;",
            "import joulebook.ml.model.Mlp; import joulebook.ml.train.*;",
            "var mnist = Datasets.load(\"mnist\");",
            "var some = new TrainTest(mnist.train().take(12_800), mnist.test().take(100));",
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

    private static final Quantity BACKPROPAGATION = Quantity.of("backpropagation, step in an epoch", "ms");
    private static final Quantity MONO_FORWARD = Quantity.of("Mono-Forward, step in an epoch", "ms");
    private static final List<String> PARTS = List.of("forward", "loss", "backward", "update");
    private static final int EPOCHS = 3;

    @Override
    public String name() {
        return "training";
    }

    @Override
    public String description() {
        return "MNIST in batches of 128; an update includes the next batch; DJL's Trainer with Accuracy and its basic"
                + " listeners, as documented; torch: "
                + Torch.missing().orElse("with as many threads, which wait as ours do")
                + "; floor of a step: DJL's Trainer without listeners; of an epoch: a bare loop over batches made before";
    }

    @Override
    public List<Sample> round(Sides sides) {
        List<Sample> samples = new ArrayList<>();
        try (Side kernel = sides.start(Subject.JOULEBOOK)) {
            SET_UP.forEach(kernel::evaluate);
            for (TrainingCase training : TrainingCase.values()) {
                samples.addAll(steps(training, kernel, sides.joulebook().environment()));
            }
            epochs(kernel); // warms the process up
            samples.addAll(epochs(kernel));
        }
        return samples;
    }

    /** The whole step of each library, then its parts as far as they are known. */
    private List<Sample> steps(TrainingCase training, Side kernel, Map<String, String> environment) {
        Map<Subject, double[]> milliseconds = new EnumMap<>(Subject.class);
        milliseconds.put(Subject.JOULEBOOK, numbers(kernel, "joulebook", training));
        milliseconds.put(Subject.FLOOR, numbers(kernel, "bareDjl", training));
        milliseconds.put(Subject.DJL, numbers(kernel, "djl", training));
        if (Torch.missing().isEmpty()) {
            int threads = (int) number(kernel, "ai.djl.pytorch.jni.JniUtils.getNumThreads()");
            TrainTest mnist = Datasets.load("mnist");
            TrainTest some =
                    new TrainTest(mnist.train().take(12_800), mnist.test().take(100));
            milliseconds.put(
                    Subject.TORCH,
                    Torch.train(training, some, EPOCHS, threads, environment).milliseconds());
        }
        List<Sample> samples = new ArrayList<>();
        Quantity step = Quantity.of(training.title() + ", step", "ms", training.goals());
        milliseconds.forEach((subject, ms) -> samples.add(step.sample(subject, ms[ms.length - 1])));
        for (int i = 0; i < PARTS.size(); i++) {
            Quantity part = Quantity.of(training.title() + ", " + PARTS.get(i), "ms");
            for (Map.Entry<Subject, double[]> of : milliseconds.entrySet()) {
                if (of.getValue().length > PARTS.size()) {
                    samples.add(part.sample(of.getKey(), of.getValue()[i]));
                }
            }
        }
        return samples;
    }

    private static double[] numbers(Side kernel, String library, TrainingCase training) {
        String code = "TrainingSides.%s(TrainingCase.%s, some, %d)".formatted(library, training.name(), EPOCHS);
        return Arrays.stream(kernel.evaluate(code).value().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
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
