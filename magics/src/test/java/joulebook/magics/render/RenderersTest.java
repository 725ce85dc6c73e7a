package joulebook.magics.render;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import joulebook.kernel.display.JavaRenderer;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.model.Mlp;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** By the kernel's own renderer, which finds these as services. */
class RenderersTest {
    private static NDManager manager;
    private final JavaRenderer renderer = new JavaRenderer();

    @BeforeAll
    static void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    private String text(Object value) {
        return renderer.render(value).getData(MIMEType.TEXT_PLAIN).toString();
    }

    private String html(Object value) {
        return renderer.render(value).getData(MIMEType.TEXT_HTML).toString();
    }

    /** The colours of the first image in HTML, as 0xRRGGBB. */
    private static int pixel(String html, int x, int y) throws IOException {
        Matcher png = Pattern.compile("base64,([^\"]+)").matcher(html);
        assertThat(png.find()).isTrue();
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png.group(1))))
                        .getRGB(x, y)
                & 0xffffff;
    }

    @Test
    void anArrayShowsItsKindAndItsNumbers() {
        assertThat(text(manager.create(new float[][] {{1, 2}, {3, 4.5f}}))).isEqualTo("""
                NDArray (2, 2) float32 on cpu
                [[1. , 2. ],
                 [3. , 4.5],
                ]""");
        assertThat(text(manager.create(7))).isEqualTo("NDArray () int32 on cpu\n7");
        assertThat(text(manager.create(new byte[] {1, (byte) 200}, new Shape(2)).toType(DataType.UINT8, true)))
                .contains("uint8")
                .contains("[  1, 200]");
        assertThat(text(manager.create(new boolean[] {true}))).contains("bool");
        assertThat(text(manager.create(new Shape(0, 3)))).contains("(0, 3)").contains("[]");
        assertThat(text(manager.ones(new Shape(2)).toType(DataType.FLOAT16, true)))
                .contains("float16")
                .contains("[1., 1.]");
    }

    @Test
    void aLargeArrayShowsACorner() {
        String text = text(manager.arange(40_000f).reshape(4, 100, 100));
        assertThat(text)
                .startsWith("NDArray (4, 100, 100) float32 on cpu\n[[[")
                .endsWith("... the first (2, 10, 10) of it");
        assertThat(text.lines().count()).isBetween(20L, 40L);
    }

    @Test
    void showingAnArrayLeavesNothingInItsManager() {
        try (NDManager own = manager.newSubManager()) {
            NDArray array = own.ones(new Shape(64, 64));
            int before = own.getManagedArrays().size();
            renderer.render(array);
            assertThat(own.getManagedArrays()).hasSize(before);
            assertThat(array.isReleased()).isFalse();
        }
    }

    @Test
    void aClosedArraySaysSo() {
        NDArray array = manager.ones(new Shape(2));
        array.close();
        assertThat(text(array)).startsWith("A closed NDArray: ").doesNotContain("\n");
    }

    @Test
    void anArrayOfAnImagesShapeIsAnImage() throws IOException {
        NDArray grey = manager.arange(64f).reshape(8, 8);
        assertThat(html(grey))
                .contains("NDArray (8, 8) float32 on cpu, 0 (black) to 63 (white)")
                .contains("width=\"128\"");
        assertThat(pixel(html(grey), 0, 0)).isZero();
        assertThat(pixel(html(grey), 7, 7)).isEqualTo(0xffffff);
        NDArray red = manager.zeros(new Shape(3, 8, 9));
        red.set(new NDIndex("0, 2, 5"), 1f);
        assertThat(pixel(html(red), 5, 2)).isEqualTo(0xff0000);
        NDArray gap = manager.full(new Shape(1, 8, 8), Float.NaN);
        assertThat(pixel(html(gap), 3, 3)).isZero();
        for (Shape none :
                List.of(new Shape(7, 8), new Shape(2, 8, 8), new Shape(8, 8, 3), new Shape(64), new Shape(8, 2000))) {
            assertThat(renderer.render(manager.zeros(none)).hasDataForType(MIMEType.TEXT_HTML))
                    .as(none.toString())
                    .isFalse();
        }
    }

    @Test
    void aBlockIsATableOfItsLayers() {
        Mlp mlp = new Mlp(4, 16, 3);
        assertThat(text(mlp)).startsWith("Mlp: not initialized");
        mlp.initialize(manager, DataType.FLOAT32, new Shape(5, 4));
        assertThat(text(mlp))
                .startsWith("Mlp: 131 parameters\n")
                .contains("Linear")
                .contains("(5, 16)")
                .contains("(5, 3)");
        assertThat(html(mlp))
                .contains("<td>(5, 16)</td><td class=\"number\">80</td><td>yes</td>")
                .contains("<td>(5, 3)</td><td class=\"number\">51</td><td>yes</td>");
        mlp.freezeParameters(true);
        assertThat(text(mlp)).startsWith("Mlp: 131 parameters, 131 of them not trained");
        assertThat(html(mlp)).contains("<td>no</td>");
    }

    @Test
    void nestedLayersAreNamedByTheirPath() {
        SequentialBlock block = new SequentialBlock()
                .add(new SequentialBlock().add(BatchNorm.builder().build()));
        block.initialize(manager, DataType.FLOAT32, new Shape(2, 6));
        assertThat(text(block))
                .startsWith("SequentialBlock: 24 parameters, 12 of them not trained")
                .contains("01SequentialBlock.01BatchNorm")
                .contains("partly");
    }

    @Test
    void aModelShowsItsBlock() {
        try (Model model = Model.newInstance("net")) {
            assertThat(text(model)).isEqualTo("Model net, still without a block: setBlock gives it one.");
            model.setBlock(new Mlp(2, 2));
            assertThat(text(model)).startsWith("Model net: not initialized").contains("Linear");
        }
    }

    @Test
    void aShapeSaysHowManyValuesItHas() {
        assertThat(text(new Shape(28, 28))).isEqualTo("(28, 28): 784 values");
        assertThat(text(new Shape(-1, 3))).isEqualTo("(-1, 3)");
    }

    @Test
    void aDataSetShowsItsTargetsAndItsImages() throws IOException {
        float[] features = new float[3 * 64];
        features[64 + 8] = 1;
        Dataset images = new Dataset(
                "dots", new Shape(8, 8), features, new Targets.Classes(new int[] {0, 1, 1}, List.of("<a>", "b")));
        assertThat(text(images)).isEqualTo("""
                dots (3 examples of shape [8, 8])
                class  examples
                <a>           1
                b             2""");
        assertThat(html(images)).contains("<td>&lt;a&gt;</td>");
        assertThat(html(images).split("<img ")).hasSize(1 + 3);
        Dataset numbers =
                new Dataset("line", new Shape(1), new float[] {1, 2, 3}, new Targets.Values(new float[] {4, 1, 1}));
        DisplayData data = renderer.render(numbers);
        assertThat(data.getData(MIMEType.TEXT_PLAIN).toString().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("line (3 examples of shape [1])", "target value", "smallest 1", "mean 2", "largest 4");
        assertThat(data.getData(MIMEType.TEXT_HTML).toString()).doesNotContain("<img");
    }
}
