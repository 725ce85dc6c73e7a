package joulebook.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import joulebook.ml.InputException;
import joulebook.ml.method.Methods;
import org.junit.jupiter.api.Test;

class ModelMethodsTest {
    private static final Shape IMAGE = new Shape(28, 28);
    private static final Shape WINDOW = new Shape(16);

    @Test
    void nameSaysWhatIsBuilt() {
        assertThat(parameters("mlp", IMAGE)).isEqualTo(785 * 64 + 65 * 10);
        assertThat(parameters("mlp:hidden=8-4", IMAGE)).isEqualTo(785 * 8 + 9 * 4 + 5 * 10);
        assertThat(parameters("cnn:channels=2,hidden=8", IMAGE)).isEqualTo(10 * 2 + (14 * 14 * 2 + 1) * 8 + 9 * 10);
        assertThat(parameters("resnet:channels=2,stages=1", IMAGE)).isPositive();
        assertThat(parameters("char-mlp:width=8,dimensions=4", WINDOW)).isEqualTo(10 * 4 + (16 * 4 + 1) * 8 + 9 * 10);
        assertThat(parameters("transformer:width=8", WINDOW)).isPositive();
    }

    /** Of the model with weights, for 10 classes. */
    private static long parameters(String name, Shape example) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block model = Methods.make(ModelRecipe.class, name).create(example, 10);
            InitialWeights.KAIMING.draw(model, manager, new Shape(5).addAll(example), 0);
            assertThat(model.getOutputShapes(new Shape[] {new Shape(5).addAll(example)}))
                    .containsExactly(new Shape(5, 10));
            return model.getParameters().values().stream()
                    .mapToLong(parameter -> parameter.getArray().size())
                    .sum();
        }
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        for (String name :
                new String[] {"mlp:hidden=", "mlp:hidden=0", "mlp:hidden=8-", "mlp:hidden=x", "char-mlp:width=0"}) {
            assertThatThrownBy(() -> Methods.make(ModelRecipe.class, name))
                    .as(name)
                    .isInstanceOf(InputException.class);
        }
        assertThatThrownBy(() -> Methods.make(ModelRecipe.class, "transformer").create(IMAGE, 10))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("windows of characters");
    }
}
