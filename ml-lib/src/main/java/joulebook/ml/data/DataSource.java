package joulebook.ml.data;

/** Where examples come from: a data set of the library's, or files of the user's. */
@FunctionalInterface
public interface DataSource {

    /**
     * Reads the examples.
     *
     * @throws joulebook.ml.InputException if a file is missing or cannot be understood
     */
    TrainTest load();
}
