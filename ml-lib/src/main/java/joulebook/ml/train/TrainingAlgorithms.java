package joulebook.ml.train;

import java.util.List;
import java.util.Locale;
import joulebook.ml.InputException;

/** The training algorithms by name. */
public final class TrainingAlgorithms {

    private TrainingAlgorithms() {}

    /** The short names that {@link #named} knows. */
    public static List<String> names() {
        return List.of(Backpropagation.ID, MonoForward.ID);
    }

    /**
     * An algorithm by its short or long name: {@code bp} or {@code backpropagation}, {@code mf} or {@code mono-forward}.
     *
     * @throws InputException if there is none of that name
     */
    public static TrainingAlgorithm named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case Backpropagation.ID, "backpropagation" -> new Backpropagation();
            case MonoForward.ID, "mono-forward" -> new MonoForward();
            default ->
                throw new InputException("There is no training algorithm \"" + name
                        + "\": choose bp (backpropagation) or mf (mono-forward).");
        };
    }
}
