package joulebook.install.bench;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a training took, and what came of it.
 *
 * @param milliseconds medians over steps: of the parts that the library lets one tell apart, and of the whole step, last
 * @param loss on the training data, afterwards
 */
public record Trained(double[] milliseconds, double loss) {
    /** The milliseconds, for the value of a cell. */
    @Override
    public String toString() {
        return Arrays.stream(milliseconds).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }
}
