package joulebook.ml.pruning;

import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.model.Mlp;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * ModHiFi-U (arXiv 2511.19566): makes an MLP forget a class by cutting off the hidden units that rebuild more of the next
 * layer's output on this class than on the others. No fine-tuning, no gradients.
 *
 * @param budget the most units to cut off in each hidden layer; the last layer comes first
 * @param compensate whether the weights that use the other units are refitted, on what is to be retained
 */
public record ClassUnlearner(int budget, boolean compensate) {

    public ClassUnlearner {
        if (budget < 0) {
            throw new InputException("The budget is " + budget + " units a layer, but it must be 0 or more.");
        }
    }

    /**
     * Changes the model in place.
     *
     * @param forget examples of the class
     * @param retain examples of the others
     */
    public void forget(Mlp model, Dataset forget, Dataset retain) {
        for (int layer = model.linears().size() - 2; layer >= 0; layer--) {
            HiddenUnits retained = HiddenUnits.of(model, layer, retain);
            Set<Integer> cut = cut(HiddenUnits.of(model, layer, forget).fidelities(), retained.fidelities());
            int[] kept = IntStream.range(0, retained.count())
                    .filter(unit -> !cut.contains(unit))
                    .toArray();
            HiddenUnits.setOutgoing(model, layer, cutOff(retained, kept));
        }
    }

    /** The units whose fidelity on what is to be forgotten exceeds that on the rest, those by the most first. */
    private Set<Integer> cut(double[] onForgotten, double[] onRetained) {
        return IntStream.range(0, onForgotten.length)
                .filter(unit -> onForgotten[unit] > onRetained[unit])
                .boxed()
                .sorted(Comparator.comparingDouble(unit -> onRetained[unit] - onForgotten[unit]))
                .limit(budget)
                .collect(Collectors.toSet());
    }

    private RealMatrix cutOff(HiddenUnits units, int[] kept) {
        RealMatrix outgoing = units.outgoing();
        int[] outputs = IntStream.range(0, outgoing.getRowDimension()).toArray();
        RealMatrix columns = compensate ? units.refitted(kept) : outgoing.getSubMatrix(outputs, kept);
        RealMatrix result = MatrixUtils.createRealMatrix(outgoing.getRowDimension(), outgoing.getColumnDimension());
        for (int i = 0; i < kept.length; i++) {
            result.setColumn(kept[i], columns.getColumn(i));
        }
        return result;
    }
}
