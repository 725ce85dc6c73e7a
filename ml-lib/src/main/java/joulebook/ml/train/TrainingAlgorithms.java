package joulebook.ml.train;

import java.util.List;
import java.util.Locale;
import joulebook.ml.InputException;

/** The training algorithms by name. */
public final class TrainingAlgorithms {

    private TrainingAlgorithms() {}

    /** The short names that {@link #named} knows. */
    public static List<String> names() {
        return List.of(Backpropagation.ID, MonoForward.ID, MonoForward.AGGREGATE_ID);
    }

    /**
     * An algorithm by its short or long name: {@code bp} or {@code backpropagation}, {@code mf} or {@code mono-forward},
     * and {@code mf-aggregate}, which predicts with the goodness of all layers.
     *
     * @throws InputException if there is none of that name
     */
    public static TrainingAlgorithm named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case Backpropagation.ID, "backpropagation" -> new Backpropagation();
            case MonoForward.ID, "mono-forward" -> new MonoForward();
            case MonoForward.AGGREGATE_ID, "mono-forward-aggregate" ->
                new MonoForward(MonoForward.Prediction.AGGREGATE);
            default ->
                throw new InputException("There is no training algorithm \"" + name + "\": choose one of "
                        + String.join(", ", names()) + " (or backpropagation, mono-forward).");
        };
    }
}
