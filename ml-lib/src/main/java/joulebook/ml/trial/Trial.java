package joulebook.ml.trial;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Objects;
import joulebook.ml.InputException;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.ModelRecipe;
import joulebook.ml.train.NamedAlgorithm;
import joulebook.ml.train.TrainingOptions;

/**
 * One training described as data, so that it can be done in any process: the same trial gives the same numbers, but for
 * its cost. The last bits can differ where the engine works with another number of threads.
 *
 * @param model a name of a {@link ModelRecipe}, such as {@code mlp:hidden=64-64}
 * @param data what it learns from
 * @param algorithm how it learns
 * @param options how long and how fast, with the seed; from new weights
 */
public record Trial(String model, TrialData data, NamedAlgorithm algorithm, TrainingOptions options) {

    private static final Gson GSON = new Gson();

    /** @throws InputException if there is no such model, or the options ask for a warm start */
    public Trial {
        Methods.make(ModelRecipe.class, model); // tells what is wrong with it
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(algorithm, "algorithm");
        if (options.warmStart()) {
            throw new InputException("A trial starts from new weights: leave out the warm start.");
        }
    }

    /** By backpropagation. */
    public Trial(String model, TrialData data, TrainingOptions options) {
        this(model, data, NamedAlgorithm.of("bp"), options);
    }

    /**
     * Runs the trial in this process, and returns when it is done.
     *
     * @throws InputException if model, data and algorithm do not fit together
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public TrialResult.Done run(Meter meter) {
        return new TrialBench(meter).run(this);
    }

    /** This trial as JSON. */
    public JsonObject toJson() {
        return GSON.toJsonTree(this).getAsJsonObject();
    }

    /**
     * The trial that {@link #toJson()} wrote.
     *
     * @throws InputException if the JSON is not a trial
     */
    public static Trial fromJson(JsonObject json) {
        try {
            return Objects.requireNonNull(GSON.fromJson(json, Trial.class));
        } catch (RuntimeException wrong) {
            throw (InputException)
                    new InputException("This JSON is not a trial: give an object that Trial.toJson wrote.")
                            .initCause(wrong);
        }
    }
}
