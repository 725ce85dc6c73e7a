package joulebook.ml.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/**
 * A Swiss tournament over benchmarks (Liu et al. 2025): in round k models with as many wins so far meet on benchmark k, the
 * higher score wins, and equal scores are decided by a coin. In a group of odd size one model, drawn at random, does not
 * play and gets no point. After each round but the last the models with the fewest wins leave, ties drawn at random, as
 * long as two stay.
 *
 * @param scores of the benchmarks in the order in which they are played
 * @param eliminations how many leave after a round, 0 or more
 */
public record SwissRound(ScoreMatrix scores, int eliminations) {
    private static final int BLOCK = 500;
    private static final int MOST_EXACT_MODELS = 8;
    private static final int MOST_EXACT_ROUNDS = 6;

    public SwissRound {
        if (eliminations < 0) {
            throw new InputException("After a round " + eliminations + " models cannot leave: give 0 or more.");
        }
    }

    /**
     * The wins of many tournaments.
     *
     * @param mean each model's wins, on average
     * @param standardError of that mean
     */
    public record Wins(double[] mean, double[] standardError) {}

    /**
     * Plays tournaments; blocks of them, each with a generator of its own, run side by side.
     *
     * @param tournaments two or more
     * @throws CancellationException if the calling thread is interrupted
     */
    public Wins simulate(int tournaments, long seed) {
        if (tournaments < 2) {
            throw new InputException("There are " + tournaments + " tournaments: an average with its error needs two.");
        }
        int models = scores.models().size();
        Thread caller = Thread.currentThread();
        List<long[][]> blocks = IntStream.rangeClosed(0, (tournaments - 1) / BLOCK)
                .parallel()
                .mapToObj(block -> {
                    if (caller.isInterrupted()) {
                        throw new CancellationException("The tournaments were interrupted.");
                    }
                    return sums(Math.min(BLOCK, tournaments - block * BLOCK), new Random(Objects.hash(seed, block)));
                })
                .toList();
        double[] mean = new double[models];
        double[] error = new double[models];
        for (int i = 0; i < models; i++) {
            int model = i;
            mean[i] = blocks.stream().mapToLong(sums -> sums[0][model]).sum() / (double) tournaments;
            double meanSquare =
                    blocks.stream().mapToLong(sums -> sums[1][model]).sum() / (double) tournaments;
            error[i] = Math.sqrt(Math.max(0, meanSquare - mean[i] * mean[i]) / (tournaments - 1));
        }
        return new Wins(mean, error);
    }

    /**
     * Each model's expected wins, by all pairings with their probabilities.
     *
     * @throws InputException if there are more than 8 models or 6 benchmarks
     */
    public double[] exact() {
        if (scores.models().size() > MOST_EXACT_MODELS || scores.examples() > MOST_EXACT_ROUNDS) {
            throw new InputException("All pairings of " + scores.models().size() + " models on " + scores.examples()
                    + " benchmarks are too many: simulate, or take at most " + MOST_EXACT_MODELS + " models and "
                    + MOST_EXACT_ROUNDS + " benchmarks.");
        }
        return SwissTree.expectedWins(this);
    }

    /** The probability that i wins against j in a round, from 0. */
    double winProbability(int i, int j, int round) {
        double difference = scores.scores()[i][round] - scores.scores()[j][round];
        return difference > 0 ? 1 : difference < 0 ? 0 : 0.5;
    }

    /** How many leave after a round, from 0, that so many have played. */
    int leaving(int round, int active) {
        return round == scores.examples() - 1 ? 0 : Math.max(0, Math.min(eliminations, active - 2));
    }

    /** Each model's wins and squared wins, summed over tournaments. */
    private long[][] sums(int tournaments, Random random) {
        long[][] sums = new long[2][scores.models().size()];
        for (int played = 0; played < tournaments; played++) {
            int[] wins = play(random);
            for (int i = 0; i < wins.length; i++) {
                sums[0][i] += wins[i];
                sums[1][i] += (long) wins[i] * wins[i];
            }
        }
        return sums;
    }

    private int[] play(Random random) {
        int[] wins = new int[scores.models().size()];
        List<Integer> active =
                new ArrayList<>(IntStream.range(0, wins.length).boxed().toList());
        for (int round = 0; round < scores.examples(); round++) {
            Collections.shuffle(active, random); // pairs, byes and ties among those that leave are drawn by this
            for (List<Integer> group : groups(active, wins)) {
                for (int pair = 0; pair + 1 < group.size(); pair += 2) {
                    int i = group.get(pair);
                    int j = group.get(pair + 1);
                    wins[random.nextDouble() < winProbability(i, j, round) ? i : j]++;
                }
            }
            Collections.shuffle(active, random);
            active.sort(Comparator.comparingInt(model -> wins[model]));
            active.subList(0, leaving(round, active.size())).clear();
        }
        return wins;
    }

    /** The models with as many wins, in their order. */
    static Collection<List<Integer>> groups(List<Integer> models, int[] wins) {
        return models.stream()
                .collect(Collectors.groupingBy(model -> wins[model], TreeMap::new, Collectors.toList()))
                .values();
    }
}
