package joulebook.ml.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.method.Methods;
import joulebook.ml.train.OptimizerRecipe;
import joulebook.ml.train.StatefulOptimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GramsTest {

    /** Where weights that start at 1 are after these gradients. */
    private static float[] after(String optimizer, float rate, float[]... gradients) {
        try (NDManager manager = NDManager.newBaseManager();
                StatefulOptimizer o =
                        Methods.make(OptimizerRecipe.class, optimizer).create(Tracker.fixed(rate))) {
            NDArray w = manager.ones(new Shape(gradients[0].length));
            for (float[] gradient : gradients) {
                NDArray g = manager.create(gradient);
                o.update("w", w, g);
            }
            return w.toFloatArray();
        }
    }

    private static float[] g(float... values) {
        return values;
    }

    @Test
    void theFirstStepIsTheSignTimesTheRate() {
        assertThat(after("grams:epsilon=0", 0.1f, g(1, -5, 1e-3f))).containsExactly(g(0.9f, 1.1f, 0.9f), within(1e-6f));
    }

    @Test
    void theSecondStepIsThatWorkedOutByHand() {
        assertThat((double) after("grams:epsilon=0", 1, g(1), g(-1))[0]).isCloseTo(0.0526316, within(2e-6));
    }

    @Test
    void whereTheGradientIsZeroNothingMoves() {
        float[] once = after("grams", 0.1f, g(1, 2));
        float[] twice = after("grams", 0.1f, g(1, 2), g(0, 2));
        assertThat(twice[0]).isEqualTo(once[0]);
        assertThat(after("adam", 0.1f, g(1), g(0))[0]).isLessThan(after("adam", 0.1f, g(1))[0]);
    }

    @Test
    void everyMoveIsAgainstTheGradient() {
        Random random = new Random(4);
        float[][] gradients = new float[30][5];
        float[] before = g(1, 1, 1, 1, 1);
        for (int step = 0; step < gradients.length; step++) {
            for (int i = 0; i < 5; i++) {
                gradients[step][i] = (float) random.nextGaussian();
            }
            float[] now = after("grams", 0.1f, Arrays.copyOf(gradients, step + 1));
            for (int i = 0; i < 5; i++) {
                assertThat(Math.signum(now[i] - before[i])).isEqualTo(-Math.signum(gradients[step][i]));
            }
            before = now;
        }
    }

    @Test
    void withoutMomentumItIsAdam() {
        float[][] gradients = {g(0.5f, -2), g(-1, 0.1f), g(0.25f, 3)};
        assertThat(after("grams:beta1=0,epsilon=0", 0.1f, gradients))
                .containsExactly(after("adam:beta1=0,epsilon=0", 0.1f, gradients), within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"grams", "c-adam"})
    void theGradientsScaleDoesNotMatterWithoutEpsilon(String name) {
        assertThat(after(name + ":epsilon=0", 0.1f, g(64 * 0.5f, 64 * -2), g(-64, 64 * 0.1f)))
                .containsExactly(after(name + ":epsilon=0", 0.1f, g(0.5f, -2), g(-1, 0.1f)), within(1e-6f));
    }

    @Test
    void theWeightsShrinkByThemselves() {
        assertThat(after("grams:decay=0.5", 0.1f, g(0))).containsExactly(0.95f);
        assertThat(after("lion:decay=0.5", 0.1f, g(0))).containsExactly(0.95f);
    }

    /** Of two entries the first one's momentum points uphill: the other moves 2 / (1 + 1) times as far. */
    @Test
    void cautiousAdamMovesOnlyWithTheGradient() {
        float[][] gradients = {g(1, 1), g(-0.05f, 1)};
        float[] once = after("c-adam:epsilon=0", 0.1f, gradients[0]);
        float[] twice = after("c-adam:epsilon=0", 0.1f, gradients);
        assertThat(once).containsExactly(g(1 - 0.1f * 2 / 3, 1 - 0.1f * 2 / 3), within(1e-6f));
        assertThat(twice[0]).isEqualTo(once[0]);
        assertThat(twice[1]).isCloseTo(once[1] - 0.1f, within(1e-6f));
    }

    /** m = 0, then 0.01; the signs of 0.1, then of 0.009 - 0.005. */
    @Test
    void lionStepsByTheSignOfAnInterpolation() {
        assertThat(after("lion", 0.1f, g(1), g(-0.05f))).containsExactly(g(0.8f), within(1e-6f));
        assertThat(after("lion", 0.1f, g(1), g(-0.2f))).containsExactly(g(1), within(1e-6f));
    }

    /** Of one step with the same m and v Grams lowers the loss most to first order, and no step of it raises it. */
    @Test
    void gramsDescendsMost() {
        float[][] gradients = {g(1, -0.5f, 2), g(-0.3f, -0.4f, 0.1f)};
        double grams = descent("grams", gradients);
        assertThat(grams).isNegative().isLessThan(descent("adam", gradients));
    }

    private static double descent(String name, float[][] gradients) {
        float[] before = after(name + ":epsilon=0", 0.1f, gradients[0]);
        float[] now = after(name + ":epsilon=0", 0.1f, gradients);
        double sum = 0;
        for (int i = 0; i < now.length; i++) {
            sum += (now[i] - before[i]) * gradients[1][i];
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"grams, NaN", "c-adam, Infinity"})
    void aGradientThatIsNoNumberIsRefused(String name, float value) {
        assertThatThrownBy(() -> after(name, 0.1f, g(1, value)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("finite");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grams", "c-adam", "lion"})
    void theGradientIsNotChanged(String name) {
        try (NDManager manager = NDManager.newBaseManager();
                StatefulOptimizer o = Methods.make(OptimizerRecipe.class, name).create(Tracker.fixed(0.1f))) {
            NDArray gradient = manager.create(g(1, -2));
            o.update("w", manager.ones(new Shape(2)), gradient);
            assertThat(gradient.toFloatArray()).containsExactly(1, -2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grams", "c-adam", "lion"})
    void aRestoredStateGoesOnAsTheOther(String name) {
        float[][] gradients = {g(0.5f, -2), g(-1, 0.1f), g(0.25f, 3)};
        try (NDManager manager = NDManager.newBaseManager();
                StatefulOptimizer before =
                        Methods.make(OptimizerRecipe.class, name).create(Tracker.fixed(0.1f));
                StatefulOptimizer resumed =
                        Methods.make(OptimizerRecipe.class, name).create(Tracker.fixed(0.1f))) {
            NDArray w = manager.create(g(1, 1));
            before.update("w", w, manager.create(gradients[0]));
            resumed.restore("w", before.steps().get("w"), before.moments("w"));
            resumed.update("w", w, manager.create(gradients[1]));
            resumed.update("w", w, manager.create(gradients[2]));
            assertThat(w.toFloatArray()).isEqualTo(after(name, 0.1f, gradients));
        }
    }
}
