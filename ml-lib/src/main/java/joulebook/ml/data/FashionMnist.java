package joulebook.ml.data;

import ai.djl.repository.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import joulebook.ml.InputException;

/** Fashion-MNIST (Xiao et al., arXiv 1708.07747): clothing in the place of MNIST's digits, pixels in [0, 1]. */
final class FashionMnist {

    private static final List<String> CLASSES = List.of(
            "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    /** What DJL calls the files. */
    private static final Map<String, String> DJL_NAMES = Map.of(
            "train-images-idx3-ubyte", "train_data",
            "train-labels-idx1-ubyte", "train_labels",
            "t10k-images-idx3-ubyte", "test_data",
            "t10k-labels-idx1-ubyte", "test_labels");

    private FashionMnist() {}

    /** @param folder with the four IDX files; empty to fetch them through DJL */
    static DataSource in(String folder) {
        return folder.isEmpty()
                ? () -> fetched(DataFiles.DJL)
                : () -> IdxFolder.read("fashion-mnist", DataFiles.in(Path.of(folder)), CLASSES);
    }

    static TrainTest fetched(Repository repository) {
        try {
            DataFiles djl = DataFiles.ofDjl(repository, "fashmnist");
            return IdxFolder.read("fashion-mnist", file -> djl.open(DJL_NAMES.get(file)), CLASSES);
        } catch (IOException e) {
            throw (InputException)
                    new InputException("Fashion-MNIST is not on this machine and cannot be fetched (" + e.getMessage()
                                    + "): go online once, or put its four IDX files in a folder and name it,"
                                    + " fashion-mnist:path=FOLDER.")
                            .initCause(e);
        }
    }
}
