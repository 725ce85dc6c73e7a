package joulebook.ml.evaluation;

import joulebook.ml.InputException;

/** Questions with given answers, of which a model only has to prefer the right one. */
public final class MultipleChoice {
    private MultipleChoice() {}

    /** The accuracy beyond guessing: 0 for chance, 1 for all right. */
    public static double corrected(double accuracy, int options) {
        if (options < 2) {
            throw new InputException("A question with " + options + " options is no choice: give two or more.");
        }
        double chance = 1.0 / options;
        return (accuracy - chance) / (1 - chance);
    }

    /** The option that a model prefers: that of the highest output. */
    public static int choose(float[] outputs, int... options) {
        int best = options[0];
        for (int option : options) {
            best = outputs[option] > outputs[best] ? option : best;
        }
        return best;
    }
}
