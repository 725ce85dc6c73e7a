package joulebook.ml.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All courses that a Swiss tournament can take, with their probabilities. */
final class SwissTree {
    private final SwissRound rules;

    private SwissTree(SwissRound rules) {
        this.rules = rules;
    }

    /** Where a tournament stands: each model's wins, and the models still in play, in ascending order. */
    private record Standing(List<Integer> wins, List<Integer> active) {}

    static double[] expectedWins(SwissRound rules) {
        int models = rules.scores().models().size();
        List<Integer> all = IntStream.range(0, models).boxed().toList();
        Map<Standing, Double> standings =
                Map.of(new Standing(all.stream().map(model -> 0).toList(), all), 1.0);
        SwissTree tree = new SwissTree(rules);
        for (int round = 0; round < rules.scores().examples(); round++) {
            standings = tree.afterRound(standings, round);
        }
        double[] expected = new double[models];
        standings.forEach((standing, probability) -> {
            for (int i = 0; i < models; i++) {
                expected[i] += probability * standing.wins.get(i);
            }
        });
        return expected;
    }

    private Map<Standing, Double> afterRound(Map<Standing, Double> standings, int round) {
        Map<Standing, Double> after = new HashMap<>();
        standings.forEach((standing, probability) -> {
            int[] before = standing.wins.stream().mapToInt(Integer::intValue).toArray();
            Map<List<Integer>, Double> winners = Map.of(List.of(), probability);
            for (List<Integer> group : SwissRound.groups(standing.active, before)) {
                winners = joined(winners, winners(group, round));
            }
            winners.forEach((won, likely) -> {
                int[] wins = before.clone();
                won.forEach(model -> wins[model]++);
                List<List<Integer>> remaining =
                        staying(standing.active, wins, rules.leaving(round, standing.active.size()));
                List<Integer> points = IntStream.of(wins).boxed().toList();
                remaining.forEach(
                        active -> after.merge(new Standing(points, active), likely / remaining.size(), Double::sum));
            });
        });
        return after;
    }

    /** Who wins in a group, over all ways to pair it. */
    private Map<List<Integer>, Double> winners(List<Integer> group, int round) {
        Map<List<Integer>, Double> winners = new HashMap<>();
        if (group.size() < 2) {
            return Map.of(List.of(), 1.0);
        }
        if (group.size() % 2 == 1) {
            for (Integer bye : group) {
                winners(without(group, bye), round)
                        .forEach((won, likely) -> winners.merge(won, likely / group.size(), Double::sum));
            }
            return winners;
        }
        int first = group.get(0);
        for (int opponent : group.subList(1, group.size())) {
            double wins = rules.winProbability(first, opponent, round);
            Map<List<Integer>, Double> rest = winners(without(without(group, first), opponent), round);
            double pairing = 1.0 / (group.size() - 1);
            Map<List<Integer>, Double> match = new HashMap<>();
            match.put(List.of(first), pairing * wins);
            match.put(List.of(opponent), pairing * (1 - wins));
            match.values().removeIf(likely -> likely == 0);
            joined(match, rest).forEach((won, likely) -> winners.merge(won, likely, Double::sum));
        }
        return winners;
    }

    /** Two independent events at once. */
    private static Map<List<Integer>, Double> joined(Map<List<Integer>, Double> one, Map<List<Integer>, Double> other) {
        Map<List<Integer>, Double> joined = new HashMap<>();
        one.forEach((first, p) -> other.forEach((second, q) -> {
            List<Integer> both = new ArrayList<>(first);
            both.addAll(second);
            both.sort(null);
            joined.merge(both, p * q, Double::sum);
        }));
        return joined;
    }

    /** All equally likely sets of models that stay when some of those with the fewest wins leave. */
    private static List<List<Integer>> staying(List<Integer> active, int[] wins, int leaving) {
        if (leaving == 0) {
            return List.of(active);
        }
        int fewest = active.stream().mapToInt(model -> wins[model]).min().orElseThrow();
        List<Integer> last =
                active.stream().filter(model -> wins[model] == fewest).toList();
        if (last.size() <= leaving) {
            List<Integer> others = new ArrayList<>(active);
            others.removeAll(last);
            return staying(others, wins, leaving - last.size());
        }
        return subsets(last, leaving).stream()
                .map(gone ->
                        active.stream().filter(model -> !gone.contains(model)).toList())
                .toList();
    }

    private static List<List<Integer>> subsets(List<Integer> models, int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> subsets = new ArrayList<>();
        for (int k = 0; k <= models.size() - size; k++) {
            for (List<Integer> rest : subsets(models.subList(k + 1, models.size()), size - 1)) {
                List<Integer> subset = new ArrayList<>(rest);
                subset.add(models.get(k));
                subsets.add(subset);
            }
        }
        return subsets;
    }

    private static List<Integer> without(List<Integer> models, Integer one) {
        return models.stream().filter(model -> !model.equals(one)).toList();
    }
}
