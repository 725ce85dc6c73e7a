package joulebook.ml.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

/** A model's architecture, apart from the data that it is for; one of a name is made by {@link ModelMethods}. */
@FunctionalInterface
public interface ModelRecipe {

    /**
     * A new model without weights.
     *
     * @param example the shape of one example
     * @param outputs classes or numbers
     * @throws joulebook.ml.InputException if the architecture does not fit such examples
     */
    Block create(Shape example, int outputs);
}
