package joulebook.ml.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import joulebook.ml.model.Layers;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.Test;

class PerExampleGradientsTest {

    @Test
    void normsAreThoseOfOneExampleAtATime() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Engine.getInstance().setRandomSeed(3);
            Mlp mlp = new Mlp(4, 8, 6, 3);
            mlp.initialize(manager, DataType.FLOAT32, new Shape(1, 4));
            NDArray features = manager.randomNormal(new Shape(5, 4));
            NDArray labels = manager.create(new long[] {0, 1, 2, 1, 0});
            Loss loss = Loss.softmaxCrossEntropyLoss();

            double[] norms = PerExampleGradients.norms(
                    mlp,
                    features,
                    output -> loss.evaluate(new NDList(labels), new NDList(output))
                            .mul(5));

            for (int i = 0; i < 5; i++) {
                NDArray one = features.get(i + ":" + (i + 1));
                NDArray label = labels.get(i + ":" + (i + 1));
                try (LossGradient g = Autograd.gradient(
                        ParameterVector.of(mlp),
                        () -> loss.evaluate(new NDList(label), new NDList(Layers.forward(mlp, one, false))))) {
                    assertThat(norms[i]).isCloseTo(g.gradient().norm(), within(1e-5));
                }
            }
        }
    }
}
