package joulebook.ml.train;

import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.function.Supplier;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientRule;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.method.Methods;

/**
 * A training algorithm and what it is put together from, by {@linkplain Methods names}: it travels as JSON.
 *
 * @param name of the algorithm, such as {@code bp}
 * @param loss that backpropagation lowers; empty for that of the targets
 * @param rule of the gradient that a step follows; empty for that at the weights
 * @param transforms of the gradients, in order
 * @param monitors that watch the training
 */
public record NamedAlgorithm(String name, String loss, String rule, List<String> transforms, List<String> monitors) {

    /** @throws InputException if there is no such name, or the algorithm does not take what goes with it */
    public NamedAlgorithm {
        transforms = List.copyOf(transforms);
        monitors = List.copyOf(monitors);
        make(name, loss, rule, transforms, monitors); // tells what is wrong
    }

    /** An algorithm as it is. */
    public static NamedAlgorithm of(String name) {
        return new NamedAlgorithm(name, "", "", List.of(), List.of());
    }

    /** Makes the algorithm. */
    public TrainingAlgorithm make() {
        return make(name, loss, rule, transforms, monitors);
    }

    private static TrainingAlgorithm make(
            String name, String loss, String rule, List<String> transforms, List<String> monitors) {
        TrainingAlgorithm algorithm = TrainingAlgorithms.named(name);
        if (loss.isEmpty() && rule.isEmpty() && transforms.isEmpty() && monitors.isEmpty()) {
            return algorithm;
        }
        if (!(algorithm instanceof Backpropagation made)) {
            throw new InputException(
                    "A loss, a rule, transforms and monitors are for backpropagation, but the algorithm is " + name
                            + ": leave them out, or choose bp.");
        }
        if (!loss.isEmpty()) {
            made = made.withLoss(anew(Loss.class, loss));
        }
        if (!rule.isEmpty()) {
            made = made.withRule(Methods.make(GradientRule.class, rule));
        }
        for (String transform : transforms) {
            made = made.withTransform(anew(GradientTransform.class, transform));
        }
        for (String monitor : monitors) {
            made = made.withMonitor(anew(Monitor.class, monitor));
        }
        return made;
    }

    /** One for each training; a first one tells what is wrong with the name. */
    private static <T> Supplier<T> anew(Class<T> kind, String text) {
        Methods.make(kind, text);
        return () -> Methods.make(kind, text);
    }
}
