package joulebook.ml.evaluation;

import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * Who relies on never having a bad round (Liu et al. 2025): expected wins in Swiss tournaments, as more and more models
 * leave after each round.
 *
 * @param wins [eliminations, models] expected wins with 0, 1, ... models leaving after a round
 */
public record FailureSensitivity(double[][] wins) {

    /**
     * @param mostEliminations 1 or more
     * @param tournaments simulated for each number of eliminations
     */
    public static FailureSensitivity profile(ScoreMatrix scores, int mostEliminations, int tournaments, long seed) {
        if (mostEliminations < 1) {
            throw new InputException("A profile up to " + mostEliminations
                    + " eliminations is no profile: let 1 or more models leave after a round.");
        }
        return new FailureSensitivity(IntStream.rangeClosed(0, mostEliminations)
                .mapToObj(leaving -> new SwissRound(scores, leaving)
                        .simulate(tournaments, seed)
                        .mean())
                .toArray(double[][]::new));
    }

    /** Wins that each further elimination a round takes from a model, as a least-squares slope: steeply negative is fragile. */
    public double slope(int model) {
        SimpleRegression line = new SimpleRegression();
        for (int leaving = 0; leaving < wins.length; leaving++) {
            line.addData(leaving, wins[leaving][model]);
        }
        return line.getSlope();
    }

    /** The share of its wins that a model loses when most models leave; NaN for one that never wins. */
    public double relativeDrop(int model) {
        return (wins[0][model] - wins[wins.length - 1][model]) / wins[0][model];
    }
}
