package joulebook.ml.evaluation;

import java.util.Arrays;
import org.hipparchus.stat.ranking.NaturalRanking;

/** Places in a ranking. */
public final class Ranks {
    private Ranks() {}

    /** The place of each value, 1 for the highest; equal values share the mean of their places. */
    public static double[] of(double... values) {
        return new NaturalRanking().rank(Arrays.stream(values).map(v -> -v).toArray());
    }
}
