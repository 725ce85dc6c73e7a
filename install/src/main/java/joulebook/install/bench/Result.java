package joulebook.install.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * The rounds of one quantity.
 *
 * @param rounds in each the values of the same subjects; at least one round, and our value in it
 */
record Result(Quantity quantity, List<Map<Subject, Double>> rounds) {
    /** The samples of the rounds by quantity, in the order in which the quantities first occur. */
    static List<Result> of(List<List<Sample>> rounds) {
        Map<Quantity, List<Map<Subject, Double>>> byQuantity = new LinkedHashMap<>();
        for (List<Sample> samples : rounds) {
            Map<Quantity, Map<Subject, Double>> round = new LinkedHashMap<>();
            for (Sample sample : samples) {
                round.computeIfAbsent(sample.quantity(), q -> new EnumMap<>(Subject.class))
                        .put(sample.subject(), sample.value());
            }
            round.forEach((quantity, values) ->
                    byQuantity.computeIfAbsent(quantity, q -> new ArrayList<>()).add(values));
        }
        return byQuantity.entrySet().stream()
                .map(e -> new Result(e.getKey(), e.getValue()))
                .toList();
    }

    /** Whose numbers there are beside ours. */
    List<Subject> others() {
        return Arrays.stream(Subject.values())
                .filter(subject -> subject != Subject.JOULEBOOK)
                .filter(subject -> rounds.stream().anyMatch(round -> round.containsKey(subject)))
                .toList();
    }

    /** As many values as rounds; none for a subject that has no such number. */
    double[] values(Subject subject) {
        return rounds.stream()
                .filter(round -> round.containsKey(subject))
                .mapToDouble(round -> round.get(subject))
                .toArray();
    }

    /** Ours by another's, round by round: what slows the machine down for a while slows both sides of a round. */
    double[] ratios(Subject other) {
        return rounds.stream()
                .filter(round -> round.containsKey(other))
                .mapToDouble(round -> round.get(Subject.JOULEBOOK) / round.get(other))
                .toArray();
    }

    /** Whether a goal is reached in the median round; empty if there is nothing to compare with. */
    Optional<Boolean> reached(Goal goal) {
        double[] margins = rounds.stream()
                .map(goal::margin)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return margins.length == 0 ? Optional.empty() : Optional.of(median(margins) >= 0);
    }

    static double median(double[] values) {
        return new Median().evaluate(values);
    }
}
