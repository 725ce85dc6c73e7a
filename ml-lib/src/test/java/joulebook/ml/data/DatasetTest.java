package joulebook.ml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.data.Batches.Batch;
import org.junit.jupiter.api.Test;

class DatasetTest {

    /** Example i has the features (i, 10 i); the first 80 are of class 0, the last 20 of class 1. */
    private static final Dataset DATA = new Dataset(
            "numbers",
            new Shape(2),
            toFloats(IntStream.range(0, 200)
                    .map(i -> i % 2 == 0 ? i / 2 : 10 * (i / 2))
                    .toArray()),
            new Targets.Classes(IntStream.range(0, 100).map(i -> i < 80 ? 0 : 1).toArray(), List.of("many", "few")));

    @Test
    void splitIsStratifiedDisjointAndRepeatable() {
        TrainTest split = DATA.split(0.25, 7);

        assertThat(split.train().size()).isEqualTo(75);
        assertThat(Arrays.stream(labels(split.test())).sum()).isEqualTo(5);
        List<Float> ids = new ArrayList<>(ids(split.train()));
        ids.addAll(ids(split.test()));
        assertThat(ids).containsExactlyInAnyOrderElementsOf(ids(DATA));
        assertThat(DATA.split(0.25, 7).test().features()).isEqualTo(split.test().features());
        assertThat(DATA.split(0.25, 8).test().features())
                .isNotEqualTo(split.test().features());
    }

    @Test
    void batchesCoverEveryExampleOnceInASeededOrder() {
        try (NDManager manager = NDManager.newBaseManager();
                Batches batches = DATA.batches(manager, 32)) {
            assertThat(batches.count()).isEqualTo(4);
            assertThat(epoch(batches, manager)).isEqualTo(ids(DATA));

            batches.shuffle(new Random(1));
            List<Float> shuffled = epoch(batches, manager);
            assertThat(shuffled).isNotEqualTo(ids(DATA)).containsExactlyInAnyOrderElementsOf(ids(DATA));
            try (Batches again = DATA.batches(manager, 32)) {
                again.shuffle(new Random(1));
                assertThat(epoch(again, manager)).isEqualTo(shuffled);
            }
        }
    }

    @Test
    void batchesKeepFeaturesAndTargetsTogether() {
        try (NDManager manager = NDManager.newBaseManager();
                Batches batches = DATA.batches(manager, 100)) {
            batches.shuffle(new Random(3));
            Batch batch = batches.get(0, manager);
            float[] features = batch.features().toFloatArray();
            long[] labels = batch.targets().toLongArray();
            assertThat(IntStream.range(0, 100)).allMatch(i -> (features[2 * i] < 80) == (labels[i] == 0));
        }
    }

    @Test
    void bothPartsTogetherAreAllExamples() {
        Dataset first = DATA.take(60);
        Dataset rest = DATA.select(IntStream.range(60, 100).toArray());
        Dataset all = new TrainTest(first, rest).all();
        assertThat(ids(all)).isEqualTo(ids(DATA));
        assertThat(labels(all)).isEqualTo(labels(DATA));
        Dataset one = new Dataset("d", new Shape(1), new float[] {1}, new Targets.Values(new float[] {3}));
        assertThat(new TrainTest(one, one).all().targets())
                .satisfies(targets ->
                        assertThat(((Targets.Values) targets).values()).containsExactly(3, 3));
    }

    @Test
    void takeKeepsTheFirst() {
        assertThat(ids(DATA.take(3))).containsExactly(0f, 1f, 2f);
        assertThatThrownBy(() -> DATA.take(101))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 to 100");
    }

    @Test
    void badDataIsRefusedInOneSentence() {
        assertThatThrownBy(() -> new Targets.Classes(new int[] {0, 2}, List.of("a", "b")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Example 1 has the label 2")
                .hasMessageContaining("0 to 1");
        Targets one = new Targets.Values(new float[] {1});
        assertThatThrownBy(() -> new Dataset("d", new Shape(3), new float[2], one))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("need 3");
        assertThatThrownBy(() -> new Dataset("d", new Shape(1), new float[] {Float.NaN}, one))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> DATA.split(1, 0)).isInstanceOf(InputException.class);
        Dataset number = new Dataset("d", new Shape(2), new float[2], one);
        assertThatThrownBy(() -> new TrainTest(DATA, number))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one kind");
    }

    private static List<Float> epoch(Batches batches, NDManager manager) {
        List<Float> ids = new ArrayList<>();
        for (int i = 0; i < batches.count(); i++) {
            float[] features = batches.get(i, manager).features().toFloatArray();
            IntStream.range(0, features.length / 2).forEach(row -> ids.add(features[2 * row]));
        }
        return ids;
    }

    private static List<Float> ids(Dataset data) {
        return IntStream.range(0, data.size())
                .mapToObj(i -> data.features()[2 * i])
                .toList();
    }

    private static int[] labels(Dataset data) {
        return ((Targets.Classes) data.targets()).labels();
    }

    private static float[] toFloats(int[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }
}
