package joulebook.ml.model;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;

/** How a model's weights are drawn: uniformly, within a bound that hangs on the inputs of a unit; biases are 0. */
public enum InitialWeights {
    /** Within sqrt(6 / inputs), which keeps the size of signals through ReLUs (He and others, arXiv 1502.01852). */
    KAIMING(6),
    /** Within sqrt(1 / inputs), as PyTorch's layers draw theirs. */
    NARROW(1);

    private final float gain;

    InitialWeights(float gain) {
        this.gain = gain;
    }

    /**
     * Draws a model's weights anew; whatever arrays it had are freed.
     *
     * @param manager owns the weights
     * @param input the shape of a batch
     * @param seed the same seed gives the same weights on the same machine
     */
    public void draw(Block model, NDManager manager, Shape input, long seed) {
        Engine.getInstance().setRandomSeed((int) seed);
        model.clear();
        model.setInitializer(new XavierInitializer(RandomType.UNIFORM, FactorType.IN, gain), Parameter.Type.WEIGHT);
        model.initialize(manager, DataType.FLOAT32, input);
    }
}
