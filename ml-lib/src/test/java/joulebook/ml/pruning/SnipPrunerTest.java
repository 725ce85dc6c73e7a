package joulebook.ml.pruning;

import static joulebook.ml.pruning.TinyModels.initialized;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.Test;

class SnipPrunerTest {

    /** The loss does not depend on the weights of an input that is always 0, however large they are. */
    @Test
    void weightsWithoutEffectOnTheLossGoFirst() {
        Dataset data = new Dataset(
                "data",
                new Shape(2),
                new float[] {1, 0, -2, 0},
                new Targets.Classes(new int[] {0, 1}, List.of("a", "b")));
        try (NDManager manager = NDManager.newBaseManager()) {
            Mlp mlp = initialized(manager, new Mlp(2, 2), 2);
            TinyModels.weight(mlp, 0).set(new float[] {0.1f, 5, -0.2f, 9});

            assertThat(TinyModels.values(new SnipPruner(10).prune(mlp, 0.5, data))[0])
                    .containsExactly(1, 0, 1, 0);
            // |g| is the same for both that are left, so that the smaller goes
            assertThat(TinyModels.values(new SnipPruner(10).prune(mlp, 0.75, data))[0])
                    .containsExactly(0, 0, 1, 0);
        }
    }
}
