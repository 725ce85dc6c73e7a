package joulebook.ml.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import ai.djl.repository.Repository;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Data that the user brings: tables, pictures, IDX and CIFAR files. */
class OwnDataTest {

    @TempDir
    Path folder;

    @Test
    void aTableBecomesFeaturesAndClasses() {
        Table table = Table.create(
                "fruit",
                DoubleColumn.create("width", 1, 2, 3),
                StringColumn.create("colour", "red", "green", "red"),
                BooleanColumn.create("ripe", true, false, true),
                StringColumn.create("kind", "pear", "apple", "pear"));

        Dataset fruit = Dataset.of(table, "kind");

        assertThat(fruit.name()).isEqualTo("fruit");
        assertThat(fruit.shape()).isEqualTo(new Shape(4)); // width, green, red, ripe
        assertThat(fruit.features()).containsExactly(1, 0, 1, 1, 2, 1, 0, 0, 3, 0, 1, 1);
        assertThat(fruit.targets()).isInstanceOfSatisfying(Targets.Classes.class, classes -> {
            assertThat(classes.names()).containsExactly("apple", "pear");
            assertThat(classes.labels()).containsExactly(1, 0, 1);
        });
        assertThat(Dataset.of(table, "width").targets()).isInstanceOf(Targets.Classes.class);
        table.doubleColumn("width").set(0, 1.5);
        assertThat(Dataset.of(table, "width").targets()).isInstanceOf(Targets.Values.class);
    }

    @Test
    void whatNoModelCanReadInATableIsOneSentence() {
        Table table = Table.create(
                StringColumn.create("kind", "a", "b"), DateColumn.create("day", LocalDate.EPOCH, LocalDate.EPOCH));
        assertThatThrownBy(() -> Dataset.of(table, "kind"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"day\"");
        Table missing = Table.create(StringColumn.create("kind", "a", "b"), DoubleColumn.create("x", 1, Double.NaN));
        assertThatThrownBy(() -> Dataset.of(missing, "kind"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("\"x\" of the table misses 1 values");
    }

    @Test
    void aFolderForEachClassBecomesPictures() throws IOException {
        picture("cat/1.png", BufferedImage.TYPE_BYTE_GRAY, 4, 4, new Color(128, 128, 128));
        picture("dog/1.png", BufferedImage.TYPE_INT_RGB, 2, 6, new Color(255, 0, 51));
        picture("dog/2.jpg", BufferedImage.TYPE_INT_RGB, 8, 8, Color.WHITE);

        Dataset colour = ImageFolder.load(folder, 3, 2, 3);
        assertThat(colour.shape()).isEqualTo(new Shape(3, 2, 3));
        assertThat(colour.targets()).isInstanceOfSatisfying(Targets.Classes.class, classes -> {
            assertThat(classes.names()).containsExactly("cat", "dog");
            assertThat(classes.labels()).containsExactly(0, 1, 1);
        });
        float[] dog = colour.select(new int[] {1}).features();
        assertThat(dog).startsWith(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0).endsWith(0.2f);
        Dataset grey = ImageFolder.load(folder, 2, 2, 1);
        assertThat(grey.shape()).isEqualTo(new Shape(2, 2));
        assertThat(grey.features()[0]).isCloseTo(128 / 255f, within(1e-6f));
        assertThat(grey.features()[11]).isCloseTo(1, within(0.01f));

        TrainTest split = Datasets.load("images:path=" + folder + ",size=2,test=0.5,seed=1");
        assertThat(split.train().size() + split.test().size()).isEqualTo(3);
    }

    @Test
    void picturesThatAreNoneAreNamed() throws IOException {
        assertThatThrownBy(() -> Datasets.load("images:path=" + folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two classes");
        Files.createDirectories(folder.resolve("a"));
        picture("b/1.png", BufferedImage.TYPE_INT_RGB, 2, 2, Color.RED);
        assertThatThrownBy(() -> ImageFolder.load(folder, 2, 2, 3))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no picture");
        Files.writeString(folder.resolve("a/broken.png"), "no picture");
        assertThatThrownBy(() -> ImageFolder.load(folder, 2, 2, 3))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("broken.png");
        assertThatThrownBy(() -> ImageFolder.load(folder, 2, 2, 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 channels");
    }

    @Test
    void idxFilesAreReadPlainAndCompressed() throws IOException {
        for (String part : new String[] {"train", "t10k"}) {
            write(part + "-images-idx3-ubyte", new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, -1, 0
            });
            write(part + "-labels-idx1-ubyte.gz", zipped(new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 0}));
        }
        TrainTest clothes = Datasets.load("fashion-mnist:path=" + folder);
        assertThat(clothes.test().shape()).isEqualTo(new Shape(1, 2));
        assertThat(clothes.train().features()).containsExactly(0, 0.2f, 1, 0);
        assertThat(((Targets.Classes) clothes.train().targets()).names()).contains("ankle boot");
        assertThat(((Targets.Classes)
                                Datasets.load("idx:path=" + folder).train().targets())
                        .names())
                .containsExactly("0", "1");
        Dataset pair =
                Datasets.idx(folder.resolve("train-images-idx3-ubyte"), folder.resolve("train-labels-idx1-ubyte.gz"));
        assertThat(pair.size()).isEqualTo(2);

        write("t10k-images-idx3-ubyte", new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0});
        assertThatThrownBy(() -> Datasets.load("idx:path=" + folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ends before its last value");
    }

    @Test
    void cifarIsReadChannelByChannel() throws IOException {
        ByteBuffer picture = ByteBuffer.allocate(3073).put((byte) 9);
        picture.put(1, (byte) 255).put(1 + 1024, (byte) 51);
        for (int batch = 1; batch <= 5; batch++) {
            write("data_batch_" + batch + ".bin", picture.array());
        }
        write("test_batch.bin", picture.array());

        TrainTest cifar = Datasets.load("cifar-10:path=" + folder);

        assertThat(cifar.train().size()).isEqualTo(5);
        assertThat(cifar.train().shape()).isEqualTo(new Shape(3, 32, 32));
        assertThat(cifar.test().features()[0]).isEqualTo(1);
        assertThat(cifar.test().features()[1024]).isEqualTo(0.2f);
        assertThat(((Targets.Classes) cifar.test().targets()).labels()).containsExactly(9);
        write("test_batch.bin", new byte[100]);
        assertThatThrownBy(() -> Datasets.load("cifar-10:path=" + folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("test_batch.bin");
    }

    /** A repository of DJL's layout on disk stands for the one in the network. */
    @Test
    void djlsOwnDataAreReadFromItsRepository() throws IOException {
        String place = "dataset/cv/ai/djl/basicdataset/cifar10/";
        byte[] picture = new byte[3073];
        write(
                place + "1.0/cifar10/train.bin.gz",
                zipped(ByteBuffer.allocate(2 * 3073).array()));
        write(place + "1.0/cifar10/test.bin.gz", zipped(picture));
        write(place + "metadata.json", """
                {"metadataVersion": "0.2", "resourceType": "dataset", "application": "cv", "groupId":
                "ai.djl.basicdataset", "artifactId": "cifar10", "artifacts": [{"version": "1.0", "name": "cifar10",
                "files": {"data_batch.bin": {"uri": "train.bin.gz", "name": "data_batch.bin"}, "test_batch.bin":
                {"uri": "test.bin.gz", "name": "test_batch.bin"}}}]}
                """.getBytes(UTF_8));
        TrainTest cifar = Cifar10.fetched(Repository.newInstance("disk", folder));
        assertThat(cifar.train().size()).isEqualTo(2);
        assertThat(cifar.test().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csv | There is no path for csv: write csv:path=FILE.",
                "csv:path=x.csv | There is no target for csv",
                "csv:path=nowhere.csv,target=y | There is no readable file",
                "images:path=/nowhere/at/all | There is no folder",
                "images:path=.,test=2 | between 0 and 1",
                "idx:path=/nowhere/at/all | there is no file train-images-idx3-ubyte",
                "fashion-mnist:path=/nowhere | needs train-images-idx3-ubyte",
                "fashion-mnist | fashion-mnist:path=FOLDER", // the tests are offline
                "cifar-10 | cifar-10:path=FOLDER",
                "iris:size=3 | There is no setting \"size\" of iris",
            })
    void whatCannotBeLoadedIsOneSentence(String name, String sentence) {
        assertThatThrownBy(() -> Datasets.load(name))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(sentence);
    }

    private void picture(String file, int type, int width, int height, Color colour) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (type == BufferedImage.TYPE_BYTE_GRAY) {
                    picture.getRaster().setSample(x, y, 0, colour.getRed());
                } else {
                    picture.setRGB(x, y, colour.getRGB());
                }
            }
        }
        ImageIO.write(picture, file.substring(file.lastIndexOf('.') + 1), path.toFile());
    }

    private void write(String file, byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.write(folder.resolve(file), bytes);
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
