package joulebook.ml.curation;

import ai.djl.nn.Block;
import joulebook.ml.data.Dataset;

/** Gives each example a number that says how much it is worth to learn from. */
public interface Scorer {

    /**
     * The scores, with the model as it is.
     *
     * @param model an initialised classifier, early in its training; not changed
     * @return one number an example, in the order of the data; the higher the more the example still teaches
     */
    double[] score(Block model, Dataset data);
}
