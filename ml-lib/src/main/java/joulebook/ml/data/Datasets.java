package joulebook.ml.data;

import ai.djl.ndarray.types.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import joulebook.ml.InputException;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * The data sets that come with the library (sources and licences: {@code ATTRIBUTION.md} beside the files), and CSV files.
 */
public final class Datasets {

    private static final double TEST_FRACTION = 0.25;
    private static final long SPLIT_SEED = 0;
    private static final int DIGITS_SIDE = 8;
    private static final float DIGITS_MAXIMUM = 16;

    private Datasets() {}

    /** The names that {@link #load} knows. */
    public static List<String> names() {
        return List.of("mnist", "digits", "iris", "wine", "breast-cancer", "diabetes");
    }

    /**
     * Loads a data set by name.
     *
     * <ul>
     *   <li>{@code mnist}: 60,000 and 10,000 images of 28 x 28, pixels in [0, 1], 10 classes; the original split.
     *   <li>{@code digits}: 1,797 images of 8 x 8, pixels in [0, 1], 10 classes.
     *   <li>{@code iris} (150 x 4, 3 classes), {@code wine} (178 x 13, 3 classes), {@code breast-cancer} (569 x 30, 2
     *       classes): features standardised on the training part.
     *   <li>{@code diabetes} (442 x 10, regression): features and target standardised on the training part.
     * </ul>
     *
     * All but {@code mnist} are split once and for all: a quarter, drawn with a fixed seed and stratified by class, is the
     * test part.
     *
     * @throws InputException if no data set has that name
     */
    public static TrainTest load(String name) {
        return switch (name) {
            case "mnist" -> new TrainTest(mnist("train"), mnist("t10k"));
            case "digits" -> scaled(resource("digits", "digit")).split(TEST_FRACTION, SPLIT_SEED);
            case "iris" -> tabular("iris", "species");
            case "wine" -> tabular("wine", "cultivar");
            case "breast-cancer" -> tabular("breast-cancer", "diagnosis");
            case "diabetes" -> tabular("diabetes", "progression");
            default ->
                throw new InputException("There is no data set \"" + name + "\": choose one of "
                        + String.join(", ", names()) + ", or read a file with Datasets.csv.");
        };
    }

    /**
     * Reads a CSV file with a header row. The label column holds the target: text, truth values or at most 100 distinct
     * whole numbers are class labels (classes in their natural order), other numbers are regressed on. All other columns
     * must be numeric.
     *
     * @throws InputException if the file or column is missing, a value is missing or a feature is no number
     */
    public static Dataset csv(Path file, String labelColumn) {
        if (!Files.isReadable(file)) {
            throw new InputException("There is no readable file " + file.toAbsolutePath() + ": check its path.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return csv(file.getFileName().toString(), in, labelColumn);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static Dataset csv(String name, InputStream in, String labelColumn) {
        Table table = Table.read().usingOptions(CsvReadOptions.builder(in));
        return TableData.toDataset(name, table, labelColumn);
    }

    private static TrainTest tabular(String name, String labelColumn) {
        return resource(name, labelColumn).split(TEST_FRACTION, SPLIT_SEED).standardized();
    }

    private static Dataset resource(String name, String labelColumn) {
        try (InputStream in = open(name + ".csv.gz")) {
            return csv(name, in, labelColumn);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the data set " + name, e);
        }
    }

    private static Dataset scaled(Dataset digits) {
        float[] pixels = digits.features().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] /= DIGITS_MAXIMUM;
        }
        return new Dataset(digits.name(), new Shape(DIGITS_SIDE, DIGITS_SIDE), pixels, digits.targets());
    }

    private static Dataset mnist(String part) {
        try (InputStream images = open("mnist-" + part + "-images-idx3-ubyte.gz");
                InputStream labels = open("mnist-" + part + "-labels-idx1-ubyte.gz")) {
            IdxFile pixels = IdxFile.read(images);
            List<String> names =
                    IntStream.range(0, 10).mapToObj(Integer::toString).toList();
            return new Dataset(
                    "mnist",
                    pixels.shape().slice(1),
                    pixels.scaled(),
                    new Targets.Classes(IdxFile.read(labels).labels(), names));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the data set mnist", e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Datasets.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("The resource " + resource + " is not on the class path");
        }
        return new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
    }
}
