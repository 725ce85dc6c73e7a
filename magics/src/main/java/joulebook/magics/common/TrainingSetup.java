package joulebook.magics.common;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.error.UserError;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.NamedAlgorithm;
import joulebook.ml.train.TrainingAlgorithm;
import joulebook.ml.train.TrainingOptions;
import picocli.CommandLine.Option;

/** The options that say how to train, as of {@code %%train}. */
public final class TrainingSetup {
    @Option(
            names = {"-a", "--algorithm"},
            paramLabel = "NAME",
            split = ",",
            completionCandidates = MethodNames.Algorithms.class,
            description = "One of ${COMPLETION-CANDIDATES} (default bp, backpropagation); several are compared.")
    private List<String> algorithms = List.of("bp");

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data (default ${DEFAULT-VALUE}).")
    private int epochs = 3;

    @Option(names = "--batch", paramLabel = "N", description = "Examples in a step (default ${DEFAULT-VALUE}).")
    private int batch = 128;

    @Option(names = "--lr", paramLabel = "RATE", description = "Learning rate (default ${DEFAULT-VALUE}).")
    private float learningRate = 1e-3f;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            completionCandidates = MethodNames.Optimizers.class,
            description = "One of ${COMPLETION-CANDIDATES}, with settings such as sgd:momentum=0.9 (default adam).")
    private String optimizer = "adam";

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            completionCandidates = MethodNames.Schedules.class,
            description = "Of the learning rate: one of ${COMPLETION-CANDIDATES}, such as cosine:warmup=100.")
    private String schedule = "constant";

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            completionCandidates = MethodNames.Losses.class,
            description = "What backpropagation lowers: one of ${COMPLETION-CANDIDATES}. Without it cross-entropy for"
                    + " classes, squared error for numbers.")
    private String loss = "";

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            completionCandidates = MethodNames.Rules.class,
            description =
                    "Which gradient a step follows: one of ${COMPLETION-CANDIDATES}. Without it that at the weights.")
    private String rule = "";

    @Option(
            names = "--transform",
            paramLabel = "NAME",
            completionCandidates = MethodNames.Transforms.class,
            description =
                    "A change of the gradients before each update: one of ${COMPLETION-CANDIDATES}; can be repeated.")
    private List<String> transforms = new ArrayList<>();

    @Option(
            names = "--monitor",
            paramLabel = "NAME",
            completionCandidates = MethodNames.Monitors.class,
            description = "Watches the training and may stop it: one of ${COMPLETION-CANDIDATES}; can be repeated.")
    private List<String> monitors = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keep the state here after each epoch, and go on from it if it is there (for one seed).")
    private Path checkpoint;

    /** Passes over the data. */
    public int epochs() {
        return epochs;
    }

    /** The options of a training, with seed 0. */
    public TrainingOptions options() {
        return new TrainingOptions(epochs, batch, learningRate, optimizer, schedule, 0, false);
    }

    /** The algorithms asked for, in order. */
    public List<TrainingAlgorithm> algorithms() {
        return algorithms.stream().map(this::algorithm).toList();
    }

    private TrainingAlgorithm algorithm(String name) {
        TrainingAlgorithm algorithm = named(name).make();
        if (checkpoint == null) {
            return algorithm;
        }
        if (!(algorithm instanceof Backpropagation backpropagation)) {
            throw new UserError(
                    "--checkpoint is for backpropagation, but the algorithm is " + name + ".",
                    "Leave it out, or choose --algorithm bp.");
        }
        return backpropagation.withCheckpoint(checkpoint);
    }

    private NamedAlgorithm named(String name) {
        return new NamedAlgorithm(name, loss, rule, transforms, monitors);
    }

    /**
     * The algorithm of trainings in other processes.
     *
     * @throws UserError if there are several, or one of the options is for this process alone
     */
    public NamedAlgorithm namedAlgorithm() {
        if (algorithms.size() != 1 || checkpoint != null) {
            throw new UserError("Here --algorithm takes one name, and --checkpoint nothing.");
        }
        return named(algorithms.get(0));
    }
}
