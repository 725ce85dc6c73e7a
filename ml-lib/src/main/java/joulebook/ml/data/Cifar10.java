package joulebook.ml.data;

import ai.djl.ndarray.types.Shape;
import ai.djl.repository.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import joulebook.ml.InputException;

/**
 * CIFAR-10 (Krizhevsky 2009) in its binary form: pictures of shape (3, 32, 32), pixels in [0, 1]. A picture is a byte for
 * the label and then 3,072 for the pixels, channel by channel. All of it takes 740 MB of heap.
 */
final class Cifar10 {

    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    private static final Shape SHAPE = new Shape(3, 32, 32);
    private static final List<String> TRAIN =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");

    private Cifar10() {}

    /** @param folder with the six binary files; empty to fetch them through DJL */
    static DataSource in(String folder) {
        return folder.isEmpty() ? () -> fetched(DataFiles.DJL) : () -> read(DataFiles.in(Path.of(folder)), TRAIN);
    }

    static TrainTest fetched(Repository repository) {
        try {
            return read(DataFiles.ofDjl(repository, "cifar10"), List.of("data_batch.bin"));
        } catch (IOException e) {
            throw (InputException)
                    new InputException("CIFAR-10 is not on this machine and cannot be fetched (" + e.getMessage()
                                    + "): go online once, or put the files of its binary version in a folder and name"
                                    + " it, cifar-10:path=FOLDER.")
                            .initCause(e);
        }
    }

    private static TrainTest read(DataFiles files, List<String> train) {
        return new TrainTest(pictures(files, train), pictures(files, List.of("test_batch.bin")));
    }

    private static Dataset pictures(DataFiles files, List<String> names) {
        List<byte[]> batches = new ArrayList<>();
        int pixels = (int) SHAPE.size();
        int count = 0;
        for (String name : names) {
            byte[] batch = batch(files, name);
            if (batch.length == 0 || batch.length % (pixels + 1) != 0) {
                throw new InputException("The file " + name + " of cifar-10 has " + batch.length
                        + " bytes, but a whole number of pictures takes a multiple of " + (pixels + 1)
                        + ": unpack the binary version again.");
            }
            batches.add(batch);
            count += batch.length / (pixels + 1);
        }
        float[] features = new float[count * pixels];
        int[] labels = new int[count];
        int picture = 0;
        for (byte[] batch : batches) {
            for (int at = 0; at < batch.length; picture++) {
                labels[picture] = batch[at++];
                for (int i = 0; i < pixels; i++) {
                    features[picture * pixels + i] = (batch[at++] & 0xff) / 255f;
                }
            }
        }
        return new Dataset("cifar-10", SHAPE, features, new Targets.Classes(labels, CLASSES));
    }

    private static byte[] batch(DataFiles files, String name) {
        try (InputStream in = DataFiles.unzipped(files.open(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw (InputException) new InputException("The data cifar-10 cannot be read (" + e.getMessage()
                            + "): it needs " + String.join(", ", TRAIN) + " and test_batch.bin, its binary version.")
                    .initCause(e);
        }
    }
}
