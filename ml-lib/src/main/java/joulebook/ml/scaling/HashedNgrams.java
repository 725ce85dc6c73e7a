package joulebook.ml.scaling;

import joulebook.ml.data.Texts;

/**
 * A character model to try laws on, that trains in milliseconds: 4-grams interpolated with shorter ones by Witten-Bell
 * weights, P_k(c) = (count(context, c) + kinds(context) P_(k-1)(c)) / (count(context) + kinds(context)), down to even odds.
 * Contexts of three characters share buckets by their hash, shorter ones have tables of their own.
 */
final class HashedNgrams {

    private static final int ORDER = 4;

    private final int[][][] counts = new int[ORDER][][];
    private final int[][] totals = new int[ORDER][];
    private final int[][] kinds = new int[ORDER][];

    /** @param buckets of the contexts of three characters: the size of the model */
    HashedNgrams(int buckets) {
        int contexts = 1;
        for (int order = 0; order < ORDER; order++) {
            int size = order == ORDER - 1 ? buckets : contexts;
            counts[order] = new int[size][Texts.CHARACTERS];
            totals[order] = new int[size];
            kinds[order] = new int[size];
            contexts *= Texts.CHARACTERS;
        }
    }

    /** Counts the characters of a text. */
    void train(String text) {
        for (int at = ORDER - 1; at < text.length(); at++) {
            int next = Texts.index(text.charAt(at));
            for (int order = 0; order < ORDER; order++) {
                int context = context(text, at, order);
                if (counts[order][context][next]++ == 0) {
                    kinds[order][context]++;
                }
                totals[order][context]++;
            }
        }
    }

    /** The mean negative log-likelihood of a text's characters, in nats. */
    double loss(String text) {
        double sum = 0;
        for (int at = ORDER - 1; at < text.length(); at++) {
            sum -= Math.log(probability(text, at));
        }
        return sum / (text.length() - ORDER + 1);
    }

    private double probability(String text, int at) {
        int next = Texts.index(text.charAt(at));
        double probability = 1.0 / Texts.CHARACTERS;
        for (int order = 0; order < ORDER; order++) {
            int context = context(text, at, order);
            int total = totals[order][context];
            if (total > 0) {
                int kind = kinds[order][context];
                probability = (counts[order][context][next] + kind * probability) / (total + kind);
            }
        }
        return probability;
    }

    private int context(String text, int at, int length) {
        int context = 0;
        for (int i = at - length; i < at; i++) {
            context = context * Texts.CHARACTERS + Texts.index(text.charAt(i));
        }
        if (length < ORDER - 1) {
            return context;
        }
        int mixed = context * 0x9E3779B1; // spreads neighbouring contexts over the buckets
        return Math.floorMod(mixed ^ (mixed >>> 15), counts[length].length);
    }
}
