package joulebook.ml.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.method.Methods;
import tech.tablesaw.api.Table;

/** Data by name, and from files of one's own; see {@link Dataset#of} for tables and {@link ImageFolder} for pictures. */
public final class Datasets {

    private Datasets() {}

    /** The names that {@link #load} knows. */
    public static List<String> names() {
        return Methods.names(DataSource.class);
    }

    /**
     * Loads data by name.
     *
     * <ul>
     *   <li>{@code mnist}: 60,000 and 10,000 images of 28 x 28, pixels in [0, 1], 10 classes; the original split.
     *   <li>{@code digits}: 1,797 images of 8 x 8, pixels in [0, 1], 10 classes.
     *   <li>{@code iris} (150 x 4, 3 classes), {@code wine} (178 x 13, 3 classes), {@code breast-cancer} (569 x 30, 2
     *       classes): features standardised on the training part.
     *   <li>{@code diabetes} (442 x 10, regression): features and target standardised on the training part.
     *   <li>{@code fashion-mnist} and {@code cifar-10}: their original splits, fetched once through DJL, or from a folder:
     *       {@code fashion-mnist:path=FOLDER}.
     *   <li>{@code csv:path=FILE,target=COLUMN}: standardised on the training part. {@code images:path=FOLDER,size=28}: a
     *       folder for each class. {@code idx:path=FOLDER}: files named as MNIST's.
     * </ul>
     *
     * All but those with a split of their own are split at random and stratified by class: the small sets once and for
     * all, a quarter being the test part; files by their settings {@code test=0.2,seed=0}.
     *
     * @throws InputException if nothing has that name, a setting is wrong, or a file cannot be read
     */
    public static TrainTest load(String name) {
        return Methods.make(DataSource.class, name).load();
    }

    /**
     * Reads a CSV file with a header row; its columns are read as {@link Dataset#of} does.
     *
     * @throws InputException if the file or column is missing, or a value is missing
     */
    public static Dataset csv(Path file, String labelColumn) {
        return TableData.toDataset(file.getFileName().toString(), table(file), labelColumn);
    }

    /**
     * Reads a CSV file with a header row as it is.
     *
     * @throws InputException if the file is missing or no such table
     */
    public static Table table(Path file) {
        try (InputStream in = open(file)) {
            return TableData.table(file.getFileName().toString(), in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /**
     * Reads images and their labels from two IDX files of unsigned bytes, compressed or not. Pixels come to lie in [0, 1],
     * and the classes are numbered.
     *
     * @throws InputException if a file is missing or no such file, or their lengths differ
     */
    public static Dataset idx(Path images, Path labels) {
        try (InputStream pixels = DataFiles.unzipped(open(images));
                InputStream classes = DataFiles.unzipped(open(labels))) {
            return IdxFolder.dataset(
                    images.getFileName().toString(), IdxFile.read(pixels), IdxFile.read(classes), List.of());
        } catch (IOException e) {
            throw (InputException) new InputException("The files " + images + " and " + labels
                            + " are not IDX files of unsigned bytes (" + e.getMessage() + "): check which they are.")
                    .initCause(e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new InputException("There is no readable file " + file.toAbsolutePath() + ": check its path.");
        }
        return Files.newInputStream(file);
    }
}
