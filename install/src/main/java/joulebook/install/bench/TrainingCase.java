package joulebook.install.bench;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.function.Supplier;
import joulebook.ml.data.Dataset;
import joulebook.ml.model.Cnn;
import joulebook.ml.model.InitialWeights;
import joulebook.ml.model.Mlp;

/** A network for images of 28 x 28 and an optimizer, which several libraries train alike. */
public enum TrainingCase {
    MLP_ADAM("MLP, Adam", "mlp", "adam", 1e-3f, () -> new Mlp(784, 500, 500, 10)),
    MLP_SGD("MLP, SGD", "mlp", "sgd", 0.05f, () -> new Mlp(784, 500, 500, 10)),
    CNN_ADAM("CNN, Adam", "cnn", "adam", 1e-3f, () -> new Cnn(new Shape(28, 28), 10));

    static final int BATCH_SIZE = 128;

    private final String title;
    private final String network;
    private final String optimizer;
    private final float learningRate;
    private final Supplier<Block> blocks;

    TrainingCase(String title, String network, String optimizer, float learningRate, Supplier<Block> blocks) {
        this.title = title;
        this.network = network;
        this.optimizer = optimizer;
        this.learningRate = learningRate;
        this.blocks = blocks;
    }

    String title() {
        return title;
    }

    /** {@code mlp} or {@code cnn}. */
    String network() {
        return network;
    }

    /** {@code adam} or {@code sgd}, without momentum. */
    String optimizer() {
        return optimizer;
    }

    float learningRate() {
        return learningRate;
    }

    /** At most 1.3 times what torch takes; the MLP 1.25 times as fast as DJL's Trainer. */
    Goal[] goals() {
        Goal torch = Goal.atMost(1.3, Subject.TORCH);
        return network.equals("mlp") ? new Goal[] {Goal.atMost(0.8, Subject.DJL), torch} : new Goal[] {torch};
    }

    /** A new network, without weights. */
    Block newNetwork() {
        return blocks.get();
    }

    /** A new network with the weights that our training starts from; the manager owns them. */
    Block newNetwork(NDManager manager, Dataset images) {
        Block block = newNetwork();
        InitialWeights.KAIMING.draw(block, manager, new Shape(BATCH_SIZE).addAll(images.shape()), 0);
        return block;
    }
}
