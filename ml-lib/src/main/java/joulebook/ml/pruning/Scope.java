package joulebook.ml.pruning;

import joulebook.ml.method.Settings;

/** Among which weights scores are compared. */
public enum Scope {
    /** All of the model. */
    GLOBAL {
        @Override
        boolean[][] withoutLowest(double[][] layers, double sparsity) {
            return GlobalThreshold.withoutLowest(layers, sparsity);
        }
    },
    /** Those of each layer, which all become equally sparse. */
    LAYER {
        @Override
        boolean[][] withoutLowest(double[][] layers, double sparsity) {
            boolean[][] kept = new boolean[layers.length][];
            for (int l = 0; l < layers.length; l++) {
                kept[l] = GlobalThreshold.withoutLowest(layers[l], GlobalThreshold.removed(layers[l].length, sparsity));
            }
            return kept;
        }
    };

    /** True for all but the share of the lowest scores. */
    abstract boolean[][] withoutLowest(double[][] layers, double sparsity);

    static Scope of(Settings settings) {
        return settings.word("scope", "global", "layer").equals("layer") ? LAYER : GLOBAL;
    }
}
