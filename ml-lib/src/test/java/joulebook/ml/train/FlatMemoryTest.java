package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientRule;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.CascadedCnn;
import joulebook.ml.model.Mlp;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever can be named for a training runs a thousand steps in the same memory. A new method is covered by its name in
 * {@link Methods}.
 */
class FlatMemoryTest {
    private static final int STEPS_PER_EPOCH = 128;
    private static final int EPOCHS = 8;
    private static final Shape IMAGE = new Shape(8, 8);

    /** Of each step; a copy of the MLP's weights is 130 kB, of its activations 12 kB. */
    private static final double MOST_BYTES = 4_000;

    private static final TrainTest CLASSES = new TrainTest(images(10 * STEPS_PER_EPOCH, true), images(50, true));
    private static final TrainTest NUMBERS = new TrainTest(images(10 * STEPS_PER_EPOCH, false), images(50, false));

    /** A model and data that a method may fit to. */
    private record Task(Supplier<Block> model, TrainTest data) {}

    private static final List<Task> TASKS = List.of(
            new Task(() -> new Mlp(64, 256, 64, 2), CLASSES),
            new Task(() -> new CascadedCnn(IMAGE, new int[] {4, 4}, 2), CLASSES),
            new Task(() -> new Mlp(64, 256, 64, 1), NUMBERS));

    /**
     * A method of the registry in a training.
     *
     * @param kind such as {@code GradientRule}, and its name
     */
    private record Case(String kind, TrainingAlgorithm algorithm, String optimizer) {
        @Override
        public String toString() {
            return kind;
        }
    }

    static Stream<Case> everyMethod() {
        List<Case> cases = new ArrayList<>();
        add(cases, TrainingAlgorithm.class, name -> Methods.make(TrainingAlgorithm.class, name));
        add(cases, GradientRule.class, name -> bp().withRule(Methods.make(GradientRule.class, name)));
        add(
                cases,
                GradientTransform.class,
                name -> bp().withTransform(() -> Methods.make(GradientTransform.class, name)));
        add(cases, Loss.class, name -> bp().withLoss(Methods.make(Loss.class, name)));
        add(cases, Monitor.class, name -> bp().withMonitor(() -> Methods.make(Monitor.class, name)));
        Methods.names(OptimizerRecipe.class)
                .forEach(name -> cases.add(new Case("OptimizerRecipe " + name, bp(), name)));
        cases.add(new Case("OptimizerRecipe sgd with all", bp(), "sgd:momentum=0.9,nesterov=yes,decay=0.01"));
        cases.add(new Case("OptimizerRecipe sgd with momentum", bp(), "sgd:momentum=0.9"));
        cases.add(new Case("OptimizerRecipe adam with decay", bp(), "adam:decay=0.01"));
        return cases.stream();
    }

    private interface Maker {
        TrainingAlgorithm with(String name);
    }

    private static void add(List<Case> cases, Class<?> kind, Maker maker) {
        Methods.names(kind)
                .forEach(name -> cases.add(new Case(kind.getSimpleName() + " " + name, maker.with(name), "adam")));
    }

    private static Backpropagation bp() {
        return new Backpropagation();
    }

    @ParameterizedTest
    @MethodSource("everyMethod")
    @EnabledOnOs(OS.LINUX)
    void aThousandStepsLeaveNothingBehind(Case method) {
        Task task = TASKS.stream()
                .filter(candidate -> accepts(method, candidate))
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " fits none of the tasks: add one that it does."));
        List<Long> bytes = new ArrayList<>();
        List<Integer> arrays = new ArrayList<>();
        int epochs = 0;
        while (epochs < EPOCHS) { // a monitor may have ended the one before
            Block model = task.model().get();
            int before = epochs;
            train(method, task, model, EPOCHS, result -> {
                bytes.add(residentBytes());
                arrays.add(manager(model).getManagedArrays().size());
            });
            epochs = bytes.size();
            assertThat(epochs).as("epochs").isGreaterThan(before);
        }
        assertThat(arrays).as("arrays of the model after each epoch").containsOnly(arrays.get(0));
        assertThat(usualGrowth(bytes) / STEPS_PER_EPOCH)
                .as("bytes that a step leaves, of " + bytes)
                .isLessThan(MOST_BYTES);
    }

    /** The lower quartile over epochs, for the JVM takes memory for itself in some of them. */
    private static double usualGrowth(List<Long> bytes) {
        double[] growth = IntStream.range(1, bytes.size())
                .mapToDouble(i -> bytes.get(i) - bytes.get(i - 1))
                .toArray();
        return new Percentile(25).evaluate(growth);
    }

    private static long residentBytes() {
        System.gc(); // frees the buffers in which Java handed over numbers, and keeps the Java heap small
        try {
            String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
            return Long.parseLong(pages) * 4096;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean accepts(Case method, Task task) {
        try {
            train(method, task, task.model().get(), 1, result -> {});
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    private interface AfterEpoch {
        void see(EpochResult result);
    }

    private static void train(Case method, Task task, Block model, int epochs, AfterEpoch after) {
        TrainingOptions options =
                TrainingOptions.defaults().withBatchSize(10).withEpochs(epochs).withOptimizer(method.optimizer());
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onEpoch(EpochResult result) {
                after.see(result);
            }
        };
        method.algorithm()
                .fit(model, task.data(), options, Meter.none(), listener)
                .close();
    }

    private static NDManager manager(Block model) {
        return model.getParameters().get(0).getValue().getArray().getManager();
    }

    /** Noise with a brighter half, which is the class or the number to tell. */
    private static Dataset images(int n, boolean classes) {
        Random random = new Random(n);
        int[] halves = IntStream.range(0, n).map(i -> i % 2).toArray();
        float[] pixels = new float[n * 64];
        for (int i = 0; i < pixels.length; i++) {
            boolean bright = i % 64 / 32 == halves[i / 64];
            pixels[i] = random.nextFloat() * (bright ? 1 : 0.5f);
        }
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = halves[i];
        }
        Targets targets = classes ? new Targets.Classes(halves, List.of("top", "bottom")) : new Targets.Values(numbers);
        return new Dataset("halves", IMAGE, pixels, targets);
    }
}
