package joulebook.ml.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/** The items of a benchmark that are worth their cost. A larger budget keeps all that a smaller one keeps. */
public final class SubsetSelector {
    private SubsetSelector() {}

    /**
     * The items with the highest values, until the next would exceed the budget.
     *
     * @param values one an item, such as its discrimination, or that over its cost
     * @param costs one an item, positive, such as tokens
     * @return the items, in ascending order
     */
    public static int[] select(double[] values, double[] costs, double budget) {
        return select(values, costs, budget, new int[0], 0);
    }

    /**
     * The same, with a share of the budget kept for items that no model solves yet.
     *
     * @param frontier such items, whose answers were verified, in the order in which to take them
     * @param share of the budget for them, 0 to 1; it is for the others where there are none
     */
    public static int[] select(double[] values, double[] costs, double budget, int[] frontier, double share) {
        requireCosts(values, costs, share);
        List<Integer> all = IntStream.range(0, values.length).boxed().toList();
        if (Arrays.stream(costs).sum() <= budget) {
            return indices(all);
        }
        List<Integer> hardest = Arrays.stream(frontier).boxed().toList();
        List<Integer> others = all.stream()
                .filter(item -> !hardest.contains(item))
                .sorted(Comparator.comparingDouble(item -> -values[item]))
                .toList();
        double forFrontier = hardest.isEmpty() ? 0 : share * budget;
        return IntStream.concat(
                        Arrays.stream(affordable(hardest, costs, forFrontier)),
                        Arrays.stream(affordable(others, costs, budget - forFrontier)))
                .sorted()
                .toArray();
    }

    /** The share of all items' discrimination that a subset keeps. */
    public static double keptDiscrimination(double[] discrimination, int[] items) {
        return Arrays.stream(items).mapToDouble(item -> discrimination[item]).sum()
                / Arrays.stream(discrimination).sum();
    }

    private static int[] affordable(List<Integer> items, double[] costs, double budget) {
        int count = 0;
        double spent = 0;
        while (count < items.size() && spent + costs[items.get(count)] <= budget) {
            spent += costs[items.get(count)];
            count++;
        }
        return indices(items.subList(0, count));
    }

    private static int[] indices(List<Integer> items) {
        return items.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void requireCosts(double[] values, double[] costs, double share) {
        if (values.length != costs.length || !Arrays.stream(costs).allMatch(cost -> cost > 0)) {
            throw new InputException("There are " + values.length + " values and " + costs.length
                    + " costs: give each item one positive cost.");
        }
        if (!(share >= 0 && share <= 1)) {
            throw new InputException("The share of the budget for unsolved items is " + share + ": give 0 to 1.");
        }
    }
}
