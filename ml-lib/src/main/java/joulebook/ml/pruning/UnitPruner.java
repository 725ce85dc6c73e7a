package joulebook.ml.pruning;

import ai.djl.ndarray.NDManager;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.model.Mlp;

/**
 * Removes hidden units of an MLP, so that a smaller and faster MLP is left. With {@link UnitScore#FIDELITY} and compensation
 * this is ModHiFi-P (arXiv 2511.19566): layer by layer, on what is left of the layers before, the units that rebuild the
 * most of the next layer's output stay, and the weights that use them are fitted to what all gave. No labels, no
 * gradients.
 *
 * @param score which units stay
 * @param compensate whether the weights that use the kept units are refitted
 * @param seed of chance, where the score is {@link UnitScore#RANDOM}
 */
public record UnitPruner(UnitScore score, boolean compensate, long seed) {

    /** ModHiFi-P. */
    public static UnitPruner modHiFi() {
        return new UnitPruner(UnitScore.FIDELITY, true, 0);
    }

    /**
     * The smaller MLP; the given one is not changed.
     *
     * @param keptShare of the units of each hidden layer, above 0 and up to 1; at least one stays
     * @param inputs examples, whose targets are not looked at
     * @param manager owns the weights of the smaller MLP
     */
    public Mlp prune(Mlp model, double keptShare, Dataset inputs, NDManager manager) {
        int hidden = model.linears().size() - 1;
        if (!(keptShare > 0 && keptShare <= 1) || hidden == 0) {
            throw new InputException("A share of " + keptShare + " of the units of " + hidden
                    + " hidden layers cannot be kept: use a share above 0 and up to 1, and an MLP with hidden layers.");
        }
        Random random = new Random(seed);
        try (NDManager scope = manager.newSubManager()) {
            Mlp current = model;
            for (int layer = 0; layer < hidden; layer++) {
                HiddenUnits units = HiddenUnits.of(current, layer, inputs);
                int count = (int) Math.max(1, Math.round(keptShare * units.count()));
                boolean[] stays = GlobalThreshold.withoutLowest(score.of(units, random), units.count() - count);
                int[] kept =
                        IntStream.range(0, units.count()).filter(u -> stays[u]).toArray();
                current = HiddenUnits.keep(current, layer, kept, layer == hidden - 1 ? manager : scope);
                if (compensate) {
                    HiddenUnits.setOutgoing(current, layer, units.refitted(kept));
                }
            }
            return current;
        }
    }
}
