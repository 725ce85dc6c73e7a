package joulebook.ml.pruning;

import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.linear.RealMatrix;

/** What the hidden units of an MLP are kept for. */
public enum UnitScore {
    /** How much of the next layer's output a unit rebuilds alone: ModHiFi. */
    FIDELITY {
        @Override
        double[] of(HiddenUnits units, Random random) {
            return units.fidelities();
        }
    },
    /** The Euclidean norm of the weights into a unit. */
    INCOMING_NORM {
        @Override
        double[] of(HiddenUnits units, Random random) {
            RealMatrix incoming = units.incoming();
            return IntStream.range(0, units.count())
                    .mapToDouble(unit -> incoming.getRowVector(unit).getNorm())
                    .toArray();
        }
    },
    /** Chance. */
    RANDOM {
        @Override
        double[] of(HiddenUnits units, Random random) {
            return random.doubles(units.count()).toArray();
        }
    };

    /** One score a unit; the highest are kept. */
    abstract double[] of(HiddenUnits units, Random random);
}
