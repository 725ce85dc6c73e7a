package joulebook.ml.train;

import java.util.List;
import java.util.Locale;
import joulebook.ml.InputException;
import joulebook.ml.method.Methods;

/** The training algorithms by name. */
public final class TrainingAlgorithms {

    private TrainingAlgorithms() {}

    /** The short names that {@link #named} knows. */
    public static List<String> names() {
        return Methods.names(TrainingAlgorithm.class);
    }

    /**
     * An algorithm by its short or long name: {@code bp} or {@code backpropagation}, {@code mf} or {@code mono-forward},
     * and {@code mf-aggregate}, which predicts with the goodness of all layers.
     *
     * @throws InputException if there is none of that name
     */
    public static TrainingAlgorithm named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "backpropagation" -> new Backpropagation();
            case "mono-forward" -> new MonoForward();
            default -> Methods.make(TrainingAlgorithm.class, name);
        };
    }
}
