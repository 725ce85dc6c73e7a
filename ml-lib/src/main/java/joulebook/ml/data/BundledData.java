package joulebook.ml.data;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The data sets that come with the library (sources and licences: {@code ATTRIBUTION.md} beside the files). */
final class BundledData {

    private static final double TEST_FRACTION = 0.25;
    private static final long SPLIT_SEED = 0;
    private static final int DIGITS_SIDE = 8;
    private static final float DIGITS_MAXIMUM = 16;

    private BundledData() {}

    static TrainTest mnist() {
        return IdxFolder.read("mnist", file -> open("mnist-" + file + ".gz"), IdxFolder.DIGITS);
    }

    static TrainTest digits() {
        Dataset digits = table("digits", "digit");
        float[] pixels = digits.features().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] /= DIGITS_MAXIMUM;
        }
        return new Dataset(digits.name(), new Shape(DIGITS_SIDE, DIGITS_SIDE), pixels, digits.targets())
                .split(TEST_FRACTION, SPLIT_SEED);
    }

    static TrainTest tabular(String name, String labelColumn) {
        return table(name, labelColumn).split(TEST_FRACTION, SPLIT_SEED).standardized();
    }

    private static Dataset table(String name, String labelColumn) {
        try (InputStream in = DataFiles.unzipped(open(name + ".csv.gz"))) {
            return TableData.read(name, in, labelColumn);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the data set " + name, e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = BundledData.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("The resource " + resource + " is not on the class path");
        }
        return in;
    }
}
