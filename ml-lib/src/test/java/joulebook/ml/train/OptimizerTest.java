package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.method.Methods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values: the formulas of PyTorch's documentation on the same gradients, worked out in Python with doubles. */
class OptimizerTest {
    private static final float[][] GRADIENTS = {{0.5f, -2}, {-1, 0.1f}, {0.25f, 3}};

    @ParameterizedTest
    @CsvSource({
        "adam, 0.9502794203, 1.1371615138",
        "adam:decay=0.1, 0.9247305743, 1.1275536043",
        "adamw:decay=0.1, 0.9222023168, 1.1048384714",
        "sgd, 1.0250000000, 0.8900000000",
        "sgd:momentum=0.9, 1.0295000000, 1.2230000000",
        "'sgd:momentum=0.9,nesterov=yes', 1.0515500000, 1.0907000000",
        "'sgd:momentum=0.9,decay=0.1', 0.9747740000, 1.1598990000",
    })
    void threeStepsAreThoseOfPyTorch(String optimizer, double first, double second) {
        assertThat(after(optimizer, GRADIENTS)).satisfies(w -> {
            assertThat((double) w[0]).isCloseTo(first, within(1e-5));
            assertThat((double) w[1]).isCloseTo(second, within(1e-5));
        });
    }

    private static float[] after(String optimizer, float[]... gradients) {
        try (NDManager manager = NDManager.newBaseManager();
                StatefulOptimizer o =
                        Methods.make(OptimizerRecipe.class, optimizer).create(Tracker.fixed(0.1f))) {
            NDArray w = manager.create(new float[] {1, 1});
            for (float[] gradient : gradients) {
                o.update("w", w, manager.create(gradient));
            }
            return w.toFloatArray();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "adamw", "sgd", "sgd:momentum=0.9"})
    void aRestoredStateGoesOnAsTheOther(String name) {
        float[] straight = after(name, GRADIENTS);
        try (NDManager manager = NDManager.newBaseManager();
                StatefulOptimizer before =
                        Methods.make(OptimizerRecipe.class, name).create(Tracker.fixed(0.1f));
                StatefulOptimizer resumed =
                        Methods.make(OptimizerRecipe.class, name).create(Tracker.fixed(0.1f))) {
            NDArray w = manager.create(new float[] {1, 1});
            before.update("w", w, manager.create(GRADIENTS[0]));
            resumed.restore("w", before.steps().get("w"), before.moments("w"));
            resumed.update("w", w, manager.create(GRADIENTS[1]));
            resumed.update("w", w, manager.create(GRADIENTS[2]));
            assertThat(w.toFloatArray()).isEqualTo(straight);
        }
    }

    @Test
    void anotherOptimizersStateIsRefused() {
        try (StatefulOptimizer adam =
                Methods.make(OptimizerRecipe.class, "adam").create(Tracker.fixed(0.1f))) {
            assertThatThrownBy(() -> adam.restore("w", 1, List.of()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("keeps 2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "constant, 1, 2",
        "constant, 100, 2",
        "cosine, 1, 2",
        "cosine, 51, 1",
        "cosine:end=0.5, 101, 1",
        "linear, 26, 1.5",
        "'step:factor=0.1,parts=2', 50, 2",
        "'step:factor=0.1,parts=2', 51, 0.2",
        "exponential:factor=0.5, 1, 2",
        "exponential:factor=0.5, 3, 0.5",
        "constant:warmup=10, 5, 1",
        "constant:warmup=10, 11, 2",
    })
    void schedulesGiveTheRateOfAStep(String schedule, int step, float rate) {
        assertThat(Methods.make(Schedule.class, schedule).over(2, 100).getNewValue(step))
                .isCloseTo(rate, within(1e-5f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adamm | choose one of adam",
                "adam:bet=1 | no setting \"bet\"",
                "adam:beta1=x | must be a number",
                "sgd:nesterov=perhaps | one of no, yes",
                "sgd:momentum | name:key=value",
            })
    void aWrongNameOrSettingIsToldInASentence(String text, String part) {
        assertThatThrownBy(() -> Methods.make(OptimizerRecipe.class, text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(part);
    }
}
