package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joulebook.ml.InputException;

/**
 * An optimizer of DJL's kind whose state per parameter (moments, step count) can be saved, restored and freed. DJL's own
 * leave theirs to the garbage collector, which does not free native memory. Works in place.
 */
public abstract class StatefulOptimizer extends Optimizer implements AutoCloseable {
    private final Tracker learningRate;
    private final Map<String, State> states = new LinkedHashMap<>();

    /**
     * What is kept of one parameter.
     *
     * @param moments arrays of the parameter's shape, zero at first
     */
    private static final class State {
        private int steps;
        private final List<NDArray> moments = new ArrayList<>();
    }

    /** @param learningRate by step, counted from 1 */
    protected StatefulOptimizer(Tracker learningRate) {
        super(new NoBuilder());
        this.learningRate = learningRate;
    }

    /**
     * Moves a parameter in place.
     *
     * @param gradient of the parameter's shape; room to work in, which is not looked at afterwards
     * @param step how often this parameter has been moved, this time included
     * @param rate the learning rate of the step
     * @param moments as many arrays as {@link #moments} says
     */
    protected abstract void update(NDArray parameter, NDArray gradient, int step, double rate, List<NDArray> moments);

    /** How many arrays of a parameter's shape are kept of it. */
    protected abstract int moments();

    @Override
    public final void update(String parameterId, NDArray parameter, NDArray gradient) {
        State state = states.computeIfAbsent(parameterId, id -> fresh(parameter));
        state.steps++;
        update(parameter, gradient, state.steps, learningRate.getNewValue(state.steps), state.moments);
    }

    private State fresh(NDArray parameter) {
        State state = new State();
        for (int i = 0; i < moments(); i++) {
            NDArray moment = parameter.zerosLike();
            moment.detach();
            state.moments.add(moment);
        }
        return state;
    }

    /** The steps of each parameter so far, by its id. */
    public Map<String, Integer> steps() {
        Map<String, Integer> steps = new LinkedHashMap<>();
        states.forEach((id, state) -> steps.put(id, state.steps));
        return steps;
    }

    /** The arrays that are kept of a parameter; shared. */
    public List<NDArray> moments(String parameterId) {
        return List.copyOf(states.get(parameterId).moments);
    }

    /** Goes on from a saved state: the step count of a parameter and copies of its arrays. */
    public void restore(String parameterId, int steps, List<NDArray> moments) {
        if (moments.size() != moments()) {
            throw new InputException("The saved state of " + parameterId + " holds " + moments.size()
                    + " arrays, but this optimizer keeps " + moments()
                    + ": resume with the optimizer it was saved with.");
        }
        State state = new State();
        state.steps = steps;
        for (NDArray moment : moments) {
            NDArray copy = moment.duplicate();
            copy.detach();
            state.moments.add(copy);
        }
        states.put(parameterId, state);
    }

    @Override
    public void close() {
        states.values().forEach(state -> state.moments.forEach(NDArray::close));
        states.clear();
    }

    /** DJL wants one, with settings that are not used here. */
    private static final class NoBuilder extends OptimizerBuilder<NoBuilder> {
        @Override
        protected NoBuilder self() {
            return this;
        }
    }
}
