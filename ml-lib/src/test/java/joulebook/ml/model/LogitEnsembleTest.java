package joulebook.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogitEnsembleTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray input = manager.arange(12f).reshape(4, 3).div(10);

    @AfterEach
    void close() {
        manager.close();
    }

    private Block member(int seed, int outputs) {
        Block model = new Mlp(3, 8, outputs);
        InitialWeights.KAIMING.draw(model, manager, new Shape(4, 3), seed);
        return model;
    }

    private NDArray logits(Block model) {
        return NoGrad.call(() -> Layers.forward(model, input, false));
    }

    private double loss(NDArray logits) {
        NDArray labels = manager.create(new long[] {0, 1, 2, 1});
        return Loss.softmaxCrossEntropyLoss()
                .evaluate(new NDList(labels), new NDList(logits))
                .getFloat();
    }

    @Test
    void oneMemberManyTimesIsTheMember() {
        Block one = member(1, 3);
        assertThat(logits(new LogitEnsemble(List.of(one, one, one))).toFloatArray())
                .containsExactly(logits(one).toFloatArray(), within(1e-6f));
    }

    @Test
    void theLossIsAtMostTheMeanOfTheMembers() {
        Block first = member(1, 3);
        Block second = member(2, 3);
        double ensemble = loss(logits(new LogitEnsemble(List.of(first, second))));
        assertThat(ensemble).isLessThan((loss(logits(first)) + loss(logits(second))) / 2);
        NDArray shifted = logits(second).add(100);
        assertThat(loss(logits(first).add(shifted).div(2)))
                .as("a constant in one member changes nothing")
                .isCloseTo(ensemble, within(1e-5));
    }

    @Test
    void refusesWhatHasNoMean() {
        assertThatThrownBy(() -> new LogitEnsemble(List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> logits(new LogitEnsemble(List.of(member(1, 3), member(2, 4)))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("same outputs");
    }
}
