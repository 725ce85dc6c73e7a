package joulebook.ml.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One of DJL's optimizers for one training. DJL detaches an optimizer's state from every manager and leaves it to the
 * garbage collector, which does not free native memory; here it is kept track of and freed on close.
 */
final class TrainingOptimizer implements AutoCloseable {

    static final List<String> NAMES = List.of("adam", "adamw", "sgd");

    private final List<NDArray> state = new ArrayList<>();
    private final Optimizer optimizer;

    TrainingOptimizer(TrainingOptions options) {
        Tracker rate = Tracker.fixed(options.learningRate());
        optimizer = switch (options.optimizer()) {
            case "adam" -> new TrackedAdam(Optimizer.adam().optLearningRateTracker(rate));
            case "adamw" -> new TrackedAdamW(Optimizer.adamW().optLearningRateTracker(rate));
            case "sgd" -> Optimizer.sgd().setLearningRateTracker(rate).build();
            default -> throw new IllegalArgumentException(options.optimizer());
        };
    }

    /** Moves a parameter in place, once per step. The id tells one parameter's state from another's. */
    void update(String parameterId, NDArray parameter, NDArray gradient) {
        optimizer.update(parameterId, parameter, gradient);
    }

    @Override
    public void close() {
        state.forEach(NDArray::close);
    }

    private Function<String, NDArray> tracked(Function<String, NDArray> newState) {
        return key -> {
            NDArray array = newState.apply(key);
            state.add(array);
            return array;
        };
    }

    private final class TrackedAdam extends Adam {

        TrackedAdam(Builder builder) {
            super(builder);
        }

        @Override
        protected NDArray withDefaultState(
                Map<String, Map<Device, NDArray>> states,
                String key,
                Device device,
                Function<String, NDArray> newState) {
            return super.withDefaultState(states, key, device, tracked(newState));
        }
    }

    private final class TrackedAdamW extends AdamW {

        TrackedAdamW(Builder builder) {
            super(builder);
        }

        @Override
        protected NDArray withDefaultState(
                Map<String, Map<Device, NDArray>> states,
                String key,
                Device device,
                Function<String, NDArray> newState) {
            return super.withDefaultState(states, key, device, tracked(newState));
        }
    }
}
