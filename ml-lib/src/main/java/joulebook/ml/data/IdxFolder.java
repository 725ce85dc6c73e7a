package joulebook.ml.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/** The four IDX files in which MNIST and its successors come. */
final class IdxFolder {

    static final List<String> DIGITS = numbers(10);

    private IdxFolder() {}

    /** The data in such a folder; the classes are numbered. */
    static DataSource in(Path folder) {
        return () -> read(folder.toAbsolutePath().getFileName().toString(), DataFiles.in(folder), List.of());
    }

    /** @param classes their names in the order of the labels; empty to number them */
    static TrainTest read(String name, DataFiles files, List<String> classes) {
        Dataset train = part(name, files, "train", classes);
        return new TrainTest(train, part(name, files, "t10k", ((Targets.Classes) train.targets()).names()));
    }

    private static Dataset part(String name, DataFiles files, String part, List<String> classes) {
        try (InputStream images = DataFiles.unzipped(files.open(part + "-images-idx3-ubyte"));
                InputStream labels = DataFiles.unzipped(files.open(part + "-labels-idx1-ubyte"))) {
            return dataset(name, IdxFile.read(images), IdxFile.read(labels), classes);
        } catch (IOException e) {
            throw (InputException)
                    new InputException("The data " + name + " cannot be read (" + e.getMessage() + "): it needs"
                                    + " train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and"
                                    + " t10k-labels-idx1-ubyte, each with or without .gz.")
                            .initCause(e);
        }
    }

    static Dataset dataset(String name, IdxFile images, IdxFile labels, List<String> classes) {
        int[] numbers = labels.labels();
        List<String> names =
                classes.isEmpty() ? numbers(Arrays.stream(numbers).max().orElse(0) + 1) : classes;
        return new Dataset(name, images.shape().slice(1), images.scaled(), new Targets.Classes(numbers, names));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
