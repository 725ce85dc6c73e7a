package joulebook.ml.pruning;

import static joulebook.ml.pruning.TinyModels.initialized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.stream.Stream;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PruningMethodsTest {

    private static final Dataset DIGITS = Datasets.load("digits").train();

    static Stream<String> names() {
        return Methods.names(Pruner.class).stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPrunerReachesItsSparsityAndLeavesTheModelAlone(String name) {
        Engine.getInstance();
        try (NDManager manager = NDManager.newBaseManager()) {
            Mlp mlp = initialized(manager, new Mlp(64, 30, 20, 10), 8, 8);
            float[] before = TinyModels.weight(mlp, 1).toFloatArray();
            Pruner pruner = Methods.make(Pruner.class, name);

            Masks masks = pruner.prune(mlp, 0.7, DIGITS);

            assertThat(masks.sparsity()).isCloseTo(0.7, within(0.01));
            assertThat(TinyModels.weight(mlp, 1).toFloatArray()).containsExactly(before);
            assertThat(TinyModels.values(pruner.prune(mlp, 0.7, DIGITS))).isDeepEqualTo(TinyModels.values(masks));
        }
    }
}
