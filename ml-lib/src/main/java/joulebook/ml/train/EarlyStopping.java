package joulebook.ml.train;

import ai.djl.nn.Block;
import java.util.Optional;
import joulebook.ml.InputException;

/** Stops when the test loss has not fallen for some epochs, and brings back the weights of the best epoch. */
public final class EarlyStopping implements Monitor {
    private final int patience;
    private final double minimumGain;
    private double best = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private int epoch;
    private final KeptWeights bestWeights = new KeptWeights();

    /**
     * @param patience epochs without a gain, at least 1
     * @param minimumGain by how much the loss has to fall to count
     */
    public EarlyStopping(int patience, double minimumGain) {
        if (patience < 1) {
            throw new InputException("The patience is " + patience + ", but it must be at least 1 epoch.");
        }
        this.patience = patience;
        this.minimumGain = minimumGain;
    }

    @Override
    public void onEpoch(EpochResult result, Block model) {
        epoch = result.epoch();
        if (result.test().loss() < best - minimumGain) {
            best = result.test().loss();
            bestEpoch = epoch;
            bestWeights.keep(model);
        }
    }

    @Override
    public Optional<String> stop() {
        return epoch - bestEpoch >= patience
                ? Optional.of("the test loss has not fallen since epoch " + bestEpoch)
                : Optional.empty();
    }

    @Override
    public void onEnd(Block model) {
        bestWeights.restore(model);
    }

    /** The epoch with the lowest test loss, counted from 1; 0 before the first. */
    public int bestEpoch() {
        return bestEpoch;
    }
}
