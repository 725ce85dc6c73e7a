package joulebook.ml.train;

import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.function.Function;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.method.Settings;

/** The names of what a training can be put together from. */
public final class TrainMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                Method.of(
                        TrainingAlgorithm.class,
                        Backpropagation.ID,
                        "backpropagation",
                        settings -> new Backpropagation()),
                Method.of(
                        TrainingAlgorithm.class,
                        MonoForward.ID,
                        "Mono-Forward, predicting by the last layer",
                        settings -> new MonoForward()),
                Method.of(
                        TrainingAlgorithm.class,
                        MonoForward.AGGREGATE_ID,
                        "Mono-Forward, predicting by the sum over layers",
                        settings -> new MonoForward(MonoForward.Prediction.AGGREGATE)),
                new Method<>(
                        TrainingAlgorithm.class,
                        ForwardForward.ID,
                        "Forward-Forward, which tries all labels",
                        "threshold=2",
                        settings -> new ForwardForward(settings.number("threshold", 2))),
                Method.of(
                        TrainingAlgorithm.class,
                        CascadedForward.ID,
                        "Cascaded-Forward, for a CascadedCnn",
                        settings -> new CascadedForward()),
                new Method<>(
                        OptimizerRecipe.class,
                        "adam",
                        "Adam",
                        "beta1=0.9,beta2=0.999,epsilon=1e-8,decay=0",
                        settings -> adam(settings, 0, false)),
                new Method<>(
                        OptimizerRecipe.class,
                        "adamw",
                        "Adam with decoupled weight decay",
                        "beta1=0.9,beta2=0.999,epsilon=1e-8,decay=0.01",
                        settings -> adam(settings, 0.01, true)),
                new Method<>(
                        OptimizerRecipe.class,
                        "sgd",
                        "stochastic gradient descent",
                        "momentum=0,nesterov=no,decay=0",
                        TrainMethods::sgd),
                schedule("constant", "the same rate throughout", "", settings -> Schedule.constant()),
                schedule(
                        "cosine",
                        "half a cosine down to a share",
                        "end=0,",
                        settings -> Schedule.cosine(settings.number("end", 0))),
                schedule(
                        "linear",
                        "a straight line down to a share",
                        "end=0,",
                        settings -> Schedule.linear(settings.number("end", 0))),
                schedule(
                        "step",
                        "times a factor after each part",
                        "factor=0.1,parts=3,",
                        settings -> Schedule.step(settings.number("factor", 0.1), settings.whole("parts", 3))),
                schedule(
                        "exponential",
                        "times a factor after each step",
                        "factor=0.999,",
                        settings -> Schedule.exponential(settings.number("factor", 0.999))),
                new Method<>(
                        Monitor.class,
                        "spectral-alignment",
                        "stops before a loss explosion, when a layer's inputs take one sign",
                        "every=10,stop=yes",
                        settings -> new SpectralAlignmentMonitor(
                                settings.whole("every", 10),
                                settings.word("stop", "yes", "no").equals("yes"))),
                new Method<>(
                        Loss.class,
                        "label-smoothing",
                        "cross-entropy with a share of each label spread over all classes",
                        "epsilon=0.1",
                        settings -> new LabelSmoothing(settings.number("epsilon", LabelSmoothing.EPSILON))),
                new Method<>(
                        Monitor.class,
                        "early-stopping",
                        "stops when the test loss no longer falls, with the best weights",
                        "patience=3,gain=0",
                        settings -> new EarlyStopping(settings.whole("patience", 3), settings.number("gain", 0))));
    }

    private static OptimizerRecipe adam(Settings settings, double defaultDecay, boolean decoupled) {
        double beta1 = settings.number("beta1", 0.9);
        double beta2 = settings.number("beta2", 0.999);
        double epsilon = settings.number("epsilon", 1e-8);
        double decay = settings.number("decay", defaultDecay);
        return rate -> new Adam(rate, beta1, beta2, epsilon, decay, decoupled);
    }

    private static OptimizerRecipe sgd(Settings settings) {
        double momentum = settings.number("momentum", 0);
        boolean nesterov = settings.word("nesterov", "no", "yes").equals("yes");
        double decay = settings.number("decay", 0);
        return rate -> new Sgd(rate, momentum, nesterov, decay);
    }

    private static Method<Schedule> schedule(
            String name, String summary, String own, Function<Settings, Schedule> make) {
        return new Method<>(Schedule.class, name, summary, own + "warmup=0", settings -> {
            int warmUp = settings.whole("warmup", 0);
            Schedule schedule = make.apply(settings);
            return warmUp > 0 ? schedule.withWarmUp(warmUp) : schedule;
        });
    }
}
