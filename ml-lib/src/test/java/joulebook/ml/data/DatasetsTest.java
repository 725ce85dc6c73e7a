package joulebook.ml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetsTest {

    @Test
    void mnistIsTheOriginal() {
        TrainTest mnist = Datasets.load("mnist");

        assertThat(mnist.train().shape()).isEqualTo(new Shape(28, 28));
        assertThat(labels(mnist.train())).startsWith(5, 0, 4, 1, 9).hasSize(60_000);
        assertThat(labels(mnist.test())).startsWith(7, 2, 1, 0, 4).hasSize(10_000);
        assertThat(perClass(mnist.train())).containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(perClass(mnist.test())).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
        // CRC-32 of the pixel bytes, computed from the original files with Python's zlib.crc32
        assertThat(pixelChecksum(mnist.train())).isEqualTo(0xf3639b56L);
        assertThat(pixelChecksum(mnist.test())).isEqualTo(0xe4ca5f57L);
    }

    @ParameterizedTest
    @CsvSource({
        "digits, 1346, 451, 64, 10",
        "iris, 111, 39, 4, 3",
        "wine, 133, 45, 13, 3",
        "breast-cancer, 427, 142, 30, 2",
        "diabetes, 331, 111, 10, 1"
    })
    void smallSetsHaveTheirDocumentedSizes(String name, int train, int test, int features, int outputs) {
        TrainTest data = Datasets.load(name);

        assertThat(data.train().size()).isEqualTo(train);
        assertThat(data.test().size()).isEqualTo(test);
        assertThat(data.train().shape().size()).isEqualTo(features);
        assertThat(data.train().targets().outputs()).isEqualTo(outputs);
    }

    @Test
    void tabularFeaturesAreStandardisedOnTheTrainingPart() {
        Dataset train = Datasets.load("wine").train();

        for (int column = 0; column < 13; column++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < train.size(); row++) {
                double value = train.features()[row * 13 + column];
                sum += value;
                squares += value * value;
            }
            assertThat(sum / train.size()).isCloseTo(0, within(1e-5));
            assertThat(squares / train.size()).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void digitsAreScaledToOne() {
        Dataset digits = Datasets.load("digits").train();
        assertThat(((Targets.Classes) digits.targets()).names())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        float[] pixels = digits.features();
        assertThat(pixels).contains(0f, 1f);
        assertThat(IntStream.range(0, pixels.length)).allMatch(i -> pixels[i] >= 0 && pixels[i] <= 1);
    }

    @Test
    void unknownNamesListTheKnownOnes() {
        assertThatThrownBy(() -> Datasets.load("imagenet"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"imagenet\"")
                .hasMessageContaining("mnist, digits, iris, wine, breast-cancer, diabetes");
    }

    @Test
    void csvLabelsAreClassesOrNumbers(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(folder.resolve("fruit.csv"), "width,price,kind\n1,2.5,pear\n2,3.0,apple\n3,1,pear\n");

        Dataset kinds = Datasets.csv(file, "kind");
        assertThat(kinds.features()).containsExactly(1f, 2.5f, 2f, 3f, 3f, 1f);
        assertThat(kinds.targets()).isInstanceOfSatisfying(Targets.Classes.class, classes -> {
            assertThat(classes.names()).containsExactly("apple", "pear");
            assertThat(classes.labels()).containsExactly(1, 0, 1);
        });
        assertThat(Datasets.csv(file, "price").shape()).isEqualTo(new Shape(3)); // width, apple, pear
        Path numbers = Files.writeString(folder.resolve("numbers.csv"), "x,y\n1,2.5\n2,3.0\n");
        assertThat(Datasets.csv(numbers, "y").targets())
                .isInstanceOfSatisfying(
                        Targets.Values.class,
                        values -> assertThat(values.values()).containsExactly(2.5f, 3f));
    }

    @Test
    void csvMistakesAreOneSentence(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("gaps.csv"), "x,y,label\n1,,a\n2,3,b\n");

        assertThatThrownBy(() -> Datasets.csv(folder.resolve("none.csv"), "label"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.csv");
        Path ragged = Files.writeString(folder.resolve("ragged.csv"), "x,y\n1,2\n3\n4,5,6\n");
        assertThatThrownBy(() -> Datasets.csv(ragged, "y"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ragged.csv");
        assertThatThrownBy(() -> Datasets.csv(folder, "y")).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Datasets.csv(file, "colour"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"colour\"")
                .hasMessageContaining("x, y, label");
        assertThatThrownBy(() -> Datasets.csv(file, "label"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"y\"");
    }

    private static int[] labels(Dataset data) {
        return ((Targets.Classes) data.targets()).labels();
    }

    private static int[] perClass(Dataset data) {
        int[] counts = new int[10];
        Arrays.stream(labels(data)).forEach(label -> counts[label]++);
        return counts;
    }

    private static long pixelChecksum(Dataset data) {
        byte[] bytes = new byte[data.features().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(data.features()[i] * 255);
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    /** An interrupt is no fault of the file. */
    @Test
    void readingMayBeInterrupted() {
        InputStream csv = new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> TableData.read("mine", csv, "b"))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("Reading mine was interrupted.");
        } finally {
            Thread.interrupted();
        }
    }
}
