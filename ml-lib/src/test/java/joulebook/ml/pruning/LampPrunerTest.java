package joulebook.ml.pruning;

import static joulebook.ml.pruning.TinyModels.initialized;
import static joulebook.ml.pruning.TinyModels.masks;
import static joulebook.ml.pruning.TinyModels.twoLayers;
import static joulebook.ml.pruning.TinyModels.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.SequentialBlock;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LampPrunerTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aWeightIsScoredByTheLargerOnesOfItsLayer() {
        assertThat(LampPruner.scores(new double[] {1, 2, 3}))
                .containsExactly(new double[] {1 / 14.0, 4 / 13.0, 1}, within(1e-12));
        assertThat(LampPruner.scores(new double[] {1, 1})).containsExactly(0.5, 1);
        assertThat(LampPruner.scores(new double[] {0, -2, 0})).containsExactly(0, 1, 0);
    }

    @Test
    void scaleAndSignOfALayerDoNotMatter() {
        double[] weights = new Random(0).doubles(100, -1, 1).toArray();
        double[] scaled = weights.clone();
        double[] reversed = weights.clone();
        for (int i = 0; i < weights.length; i++) {
            scaled[i] *= -1e-3;
            reversed[i] = weights[weights.length - 1 - i];
        }
        double[] scores = LampPruner.scores(weights);
        assertThat(LampPruner.scores(scaled)).containsExactly(scores, within(1e-12));
        double[] ofReversed = LampPruner.scores(reversed);
        for (int i = 0; i < weights.length; i++) {
            assertThat(ofReversed[weights.length - 1 - i]).isCloseTo(scores[i], within(1e-12));
        }
    }

    /** Global magnitude would take 1 and 2 of the first layer. */
    @Test
    void layersOfOtherScaleLoseTheSame() {
        SequentialBlock model = twoLayers(manager, new float[] {1, 2, 3}, new float[] {10, 20, 30});
        assertThat(masks(new LampPruner(), model, 1 / 3.0)).isDeepEqualTo(new float[][] {{0, 1, 1}, {0, 1, 1}});
        assertThat(masks(MagnitudePruner.global(), model, 1 / 3.0)).isDeepEqualTo(new float[][] {{0, 0, 1}, {1, 1, 1}});
    }

    @Test
    void oneLayerAloneIsPrunedByMagnitude() {
        Mlp mlp = initialized(manager, new Mlp(20, 30), 20);
        assertThat(masks(new LampPruner(), mlp, 0.83)).isDeepEqualTo(masks(MagnitudePruner.global(), mlp, 0.83));
    }

    @Test
    void noLayerIsEmptied() {
        Mlp mlp = initialized(manager, new Mlp(20, 30, 5, 10), 20);
        weight(mlp, 1).muli(1e-6f);
        Masks masks = new LampPruner().prune(mlp, 797.0 / 800);
        assertThat(masks.layers()).allMatch(layer -> layer.kept() == 1);
        assertThatThrownBy(() -> new LampPruner().prune(mlp, 798.0 / 800))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("layers (3)");
    }

    @Test
    void weightsThatAreNotNumbersAreRefused() {
        SequentialBlock model = twoLayers(manager, new float[] {1, Float.NaN, 3}, new float[] {10, 20});
        assertThatThrownBy(() -> new LampPruner().prune(model, 0.4)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new LampPruner().prune(model, -0.1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("-0.1");
    }
}
