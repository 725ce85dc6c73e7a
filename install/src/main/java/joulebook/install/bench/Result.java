package joulebook.install.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * The rounds of one quantity.
 *
 * @param rounds one sample a round, all of the same quantity; at least one
 */
record Result(List<Sample> rounds) {
    /** The samples by quantity, in the order in which the quantities first occur. */
    static List<Result> of(List<Sample> samples) {
        Map<String, List<Sample>> byQuantity = samples.stream()
                .collect(Collectors.groupingBy(Sample::quantity, LinkedHashMap::new, Collectors.toList()));
        return byQuantity.values().stream().map(Result::new).toList();
    }

    String quantity() {
        return rounds.get(0).quantity();
    }

    String unit() {
        return rounds.get(0).unit();
    }

    double[] ours() {
        return rounds.stream().mapToDouble(Sample::ours).toArray();
    }

    /** As many values as rounds, or none. */
    double[] raw() {
        return rounds.stream().flatMapToDouble(s -> s.raw().stream()).toArray();
    }

    /** Ours by raw, round by round: what slows the machine down for a while slows both sides of a round. */
    double[] ratios() {
        return rounds.stream()
                .flatMapToDouble(s -> s.raw().stream().map(raw -> s.ours() / raw))
                .toArray();
    }

    static double median(double[] values) {
        return new Median().evaluate(values);
    }
}
