package joulebook.ml.noise;

import ai.djl.nn.Block;
import java.util.BitSet;
import joulebook.ml.train.EpochResult;
import joulebook.ml.train.Monitor;

/** Watches which examples a {@link ZErrorLoss} leaves out: a list of suspicious data. */
public final class LeftOut implements Monitor {
    private final ZErrorLoss loss;
    private BitSet thisEpoch = new BitSet();
    private BitSet lastEpoch = new BitSet();

    /** @param loss that the watched training trains on */
    public LeftOut(ZErrorLoss loss) {
        this.loss = loss;
    }

    @Override
    public void onStep(Step step) {
        boolean[] kept = loss.lastKept();
        for (int i = 0; i < kept.length; i++) {
            if (!kept[i]) {
                thisEpoch.set(step.batch().examples()[i]);
            }
        }
    }

    @Override
    public void onEpoch(EpochResult result, Block model) {
        lastEpoch = thisEpoch;
        thisEpoch = new BitSet();
    }

    /** The examples that were left out in the last whole epoch, by their index in the training data, rising. */
    public int[] examples() {
        return lastEpoch.stream().toArray();
    }
}
