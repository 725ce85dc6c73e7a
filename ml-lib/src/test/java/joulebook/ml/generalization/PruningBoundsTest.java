package joulebook.ml.generalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.energy.Meter;
import joulebook.ml.math.SpectralNorm;
import joulebook.ml.model.Mlp;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PruningBoundsTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(0);

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray gaussian(int rows, int columns, double variance) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.sqrt(variance));
        }
        return manager.create(values, new Shape(rows, columns));
    }

    private static long entries(NDArray matrix) {
        return matrix.countNonzero().getLong();
    }

    @Test
    void formulasForGaussianEntries() {
        RandomMagnitudeCompressor compressor = new RandomMagnitudeCompressor(2.0 / 3);
        assertThat(compressor.keptShare()).isCloseTo(0.5, within(1e-12));
        assertThat(compressor.removedShareOfVariance()).isCloseTo(0.125, within(1e-12));
        assertThat(compressor.error(400, 400, 1.0 / 400)).isCloseTo(0.7071, within(1e-4));
        assertThat(new RandomMagnitudeCompressor(1e-12).keptShare()).isCloseTo(1, within(1e-5));
    }

    @Test
    void aGaussianMatrixIsCompressedAsTheFormulasSay() {
        NDArray matrix = gaussian(400, 400, 1.0 / 400);
        NDArray compressed = new RandomMagnitudeCompressor(2.0 / 3).compress(matrix, random, manager);
        assertThat(entries(compressed) / 160_000.0).isCloseTo(0.5, within(0.01));
        assertThat(SpectralNorm.of(matrix.sub(compressed), 0)).isCloseTo(0.7071, within(0.03 * 0.7071));
    }

    /** Zeros go, entries of sqrt(kappa psi) go with the probability 1/e, and with a small kappa nothing else does. */
    @Test
    void anEntryGoesByItsMagnitude() {
        NDArray matrix = manager.ones(new Shape(100, 100)).mul(3);
        assertThat(entries(new RandomMagnitudeCompressor(1).compress(matrix, random, manager)) / 1e4)
                .isCloseTo(1 - 1 / Math.E, within(0.015));
        matrix.set(new NDIndex("0, :"), 0);
        assertThat(entries(new RandomMagnitudeCompressor(1e-6).compress(matrix, random, manager)))
                .isEqualTo(9_900);
        assertThatThrownBy(() -> new RandomMagnitudeCompressor(1).compress(matrix.zerosLike(), random, manager))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new RandomMagnitudeCompressor(0)).isInstanceOf(InputException.class);
    }

    @Test
    void normsOfTheIdentity() {
        ReluNetwork identity = new ReluNetwork(List.of(manager.eye(3)));
        assertThat(NormBounds.logGaps(identity, 1, 1, 1).values().stream()
                        .mapToDouble(log -> Math.pow(10, 2 * log))
                        .toArray())
                .containsExactly(new double[] {3, 1, 9, 9}, within(1e-3));
        // squares of both margin and inputs, over n
        assertThat(NormBounds.logGaps(identity, 100, 0.5, 3).get("l1,inf"))
                .isCloseTo(Math.log10(Math.sqrt(36 / 100.0)), within(1e-6));
        assertThatThrownBy(() -> NormBounds.logGaps(identity, 1, -1, 1)).isInstanceOf(InputException.class);
    }

    /** |f(x) - f^(x)| <= e |x| prod |A_l| sum |A_l - A^_l| / |A_l|, while the errors are below |A_l| / L. */
    @Test
    void errorsPropagateAsTheLemmaSays() {
        ReluNetwork network =
                new ReluNetwork(List.of(gaussian(30, 20, 0.05), gaussian(30, 30, 0.05), gaussian(5, 30, 0.05)));
        RandomMagnitudeCompressor compressor = new RandomMagnitudeCompressor(0.1);
        ReluNetwork compressed = network.map(matrix -> compressor.compress(matrix, random, manager));
        double product = 1;
        double sum = 0;
        for (int l = 0; l < 3; l++) {
            NDArray matrix = network.matrices().get(l);
            double norm = SpectralNorm.of(matrix, 0);
            double error = SpectralNorm.of(matrix.sub(compressed.matrices().get(l)), 0);
            assertThat(error).isPositive().isLessThan(norm / 3);
            product *= norm;
            sum += error / norm;
        }
        for (int i = 0; i < 20; i++) {
            NDArray x = gaussian(1, 20, 1);
            double change = network.outputs(x).sub(compressed.outputs(x)).norm().getFloat();
            assertThat(change).isPositive().isLessThan(Math.E * x.norm().getFloat() * product * sum);
        }
    }

    @Test
    void outputsAreThoseOfTheMatrices() {
        ReluNetwork network = new ReluNetwork(List.of(
                manager.create(new float[] {1, 1, -1, 0}, new Shape(2, 2)),
                manager.create(new float[] {2, 5}, new Shape(1, 2))));
        NDArray x = manager.create(new float[] {1, 2, -3, 1}, new Shape(2, 2));
        assertThat(network.outputs(x).toFloatArray()).containsExactly(6, 15);
    }

    @Test
    void biasesAreRefused() {
        Mlp mlp = new Mlp(3, 2);
        mlp.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        assertThatThrownBy(() -> ReluNetwork.of(mlp))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("without biases");
    }

    @Test
    void sketchesAreLinear() {
        SparseSketch sketch = SparseSketch.random(7, 20, 30, 0, manager);
        NDArray one = gaussian(20, 30, 1);
        NDArray other = gaussian(20, 30, 1);
        float[] together = sketch.apply(one.add(other)).toFloatArray();
        assertThat(together).hasSize(49);
        assertThat(sketch.apply(one).add(sketch.apply(other)).toFloatArray()).containsExactly(together, within(1e-4f));
        assertThatThrownBy(() -> SparseSketch.random(0, 1, 1, 0, manager)).isInstanceOf(InputException.class);
    }

    /** d j ln(d)^2 with d = 4 columns and j = 2 entries in a column. */
    @Test
    void aSketchGrowsWithTheFullestRowOrColumn() {
        NDArray matrix = manager.create(new float[] {1, 0, 0, 0, 5, 0, 0, 7}, new Shape(2, 4));
        assertThat(CompressionBound.sketch(matrix)).isCloseTo(8 * Math.pow(Math.log(4), 2), within(1e-6));
    }

    /** A wider margin allows more compression, and the change stays within half of it. */
    @Test
    void theMarginDecidesHowMuchIsCompressed() {
        ReluNetwork network = new ReluNetwork(List.of(gaussian(50, 20, 0.05), gaussian(5, 50, 0.05)));
        NDArray inputs = gaussian(40, 20, 1);
        var narrow = new CompressionBound(0).evaluate(network, inputs, 1000, 0.2);
        var wide = new CompressionBound(0).evaluate(network, inputs, 1000, 2);
        assertThat(narrow.change()).isPositive().isLessThanOrEqualTo(0.1);
        assertThat(wide.change()).isLessThanOrEqualTo(1);
        assertThat(wide.kept()).isLessThan(narrow.kept());
        assertThat(wide.countedGap()).isLessThan(narrow.countedGap());
        assertThat(wide.gap()).isCloseTo(Math.sqrt(wide.parameters() * Math.log(65536) / 1000), within(1e-9));
        assertThatThrownBy(() -> new CompressionBound(0).evaluate(network, inputs, 1000, 0))
                .isInstanceOf(InputException.class);
    }

    @Test
    void aSmallRunMeasuresAllThatIsClaimed() {
        Verdict verdict =
                Verdict.of(new PruningBoundsReproduction(), Budget.SMOKE, List.of(0L), Meter.none(), progress -> {});
        assertThat(verdict.claims()).hasSize(4);
        assertThat(verdict.measured())
                .allSatisfy((quantity, measured) ->
                        assertThat(measured.mean()).as(quantity).isFinite());
    }
}
