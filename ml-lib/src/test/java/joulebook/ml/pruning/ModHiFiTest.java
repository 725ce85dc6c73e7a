package joulebook.ml.pruning;

import static joulebook.ml.pruning.TinyModels.initialized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.model.Layers;
import joulebook.ml.model.Mlp;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModHiFiTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void orthogonalContributionsAddUp() {
        SubsetFidelity fidelity = new SubsetFidelity(new double[][] {{Math.sqrt(6), 0}, {0, Math.sqrt(2)}});
        assertThat(fidelity.singletons()).containsExactly(new double[] {0.75, 0.25}, within(1e-9));
        assertThat(fidelity.of(0, 1).fidelity()).isCloseTo(1, within(1e-6));
        assertThat(fidelity.of(0, 1).delta()).containsExactly(new double[] {1, 1}, within(1e-6));
        assertThat(fidelity.of().fidelity()).isZero();
    }

    @Test
    void correlatedContributionsOverlap() {
        SubsetFidelity fidelity = new SubsetFidelity(new double[][] {{1, 0}, {1, 1}});
        assertThat(fidelity.singletons()).containsExactly(new double[] {0.9, 0.8}, within(1e-9));
        assertThat(fidelity.of(0).delta()).containsExactly(new double[] {1.5}, within(1e-6));
        assertThat(fidelity.of(1).delta()).containsExactly(new double[] {2}, within(1e-6));
    }

    @Test
    void oneOfTwoCopiesIsEnough() {
        SubsetFidelity fidelity = new SubsetFidelity(new double[][] {{1, 1}, {-2, -2}});
        assertThat(fidelity.of(0).fidelity()).isCloseTo(1, within(1e-6));
        assertThat(fidelity.of(0).delta()).containsExactly(new double[] {2}, within(1e-6));
        assertThat(fidelity.of(0, 1).fidelity()).isCloseTo(1, within(1e-6));
    }

    @Test
    void fidelityGrowsWithTheSubset() {
        double[][] contributions = new Random(0)
                .doubles(20)
                .mapToObj(i -> new Random((long) (i * 1e9)).doubles(4, -1, 1).toArray())
                .toArray(double[][]::new);
        SubsetFidelity fidelity = new SubsetFidelity(contributions);
        assertThat(fidelity.of(2).fidelity()).isCloseTo(fidelity.singletons()[2], within(1e-6));
        assertThat(fidelity.of(2, 0).fidelity()).isGreaterThan(fidelity.of(2).fidelity());
        assertThat(fidelity.of(2, 0, 3).fidelity())
                .isGreaterThan(fidelity.of(2, 0).fidelity());
        assertThatThrownBy(() -> new SubsetFidelity(new double[][] {{1, -1}})).isInstanceOf(InputException.class);
    }

    /** A layer's score of a unit is the mean of the singletons of W_ic x_c, weighted by the outputs' energies. */
    @Test
    void aLayersFidelitiesAreThoseOfItsContributions() {
        double[][] x = {{1, 2, 0}, {0, 1, 3}, {2, 1, 1}, {1, 0, 0.5}};
        double[][] w = {{1, -1, 2}, {0, 0.5, 1}};
        RealMatrix moments = SubsetFidelity.secondMoments(MatrixUtils.createRealMatrix(x));
        RealMatrix outgoing = MatrixUtils.createRealMatrix(w);
        double[] expected = new double[3];
        double total = 0;
        for (double[] row : w) {
            double[][] contributions = new double[4][3];
            double energy = 0;
            for (int n = 0; n < 4; n++) {
                double y = 0;
                for (int c = 0; c < 3; c++) {
                    contributions[n][c] = row[c] * x[n][c];
                    y += contributions[n][c];
                }
                energy += y * y;
            }
            total += energy;
            double[] singletons = new SubsetFidelity(contributions).singletons();
            for (int c = 0; c < 3; c++) {
                expected[c] += energy * singletons[c];
            }
        }
        double[] fidelities = new HiddenUnits(outgoing, outgoing, moments).fidelities();
        for (int c = 0; c < 3; c++) {
            assertThat(fidelities[c]).isCloseTo(expected[c] / total, within(1e-9));
        }
    }

    /** Units 0 and 2 are copies, and unit 1 is dead: one unit of three is enough. */
    @Test
    void aRedundantUnitLeavesNoTrace() {
        Mlp mlp = initialized(manager, new Mlp(2, 3, 2), 2);
        TinyModels.weight(mlp, 0).set(new float[] {1, 2, 0, 0, 1, 2});
        TinyModels.weight(mlp, 1).set(new float[] {1, 5, 3, -1, 5, 2});
        Dataset inputs = inputs(50, 2);

        Mlp smaller = UnitPruner.modHiFi().prune(mlp, 0.34, inputs, manager);

        assertThat(TinyModels.weight(smaller, 0).getShape()).isEqualTo(new Shape(1, 2));
        assertThat(TinyModels.weight(smaller, 1).toFloatArray()).containsExactly(new float[] {4, 1}, within(1e-4f));
        assertSameOutputs(mlp, smaller, inputs);
        assertThat(TinyModels.weight(mlp, 1).toFloatArray()).containsExactly(1, 5, 3, -1, 5, 2);
    }

    @Test
    void allUnitsKeptAreTheSameModel() {
        Mlp mlp = initialized(manager, new Mlp(5, 7, 6, 3), 5);
        mlp.getParameters().values().forEach(p -> p.getArray().addi(0.1f));
        Dataset inputs = inputs(50, 5);
        assertSameOutputs(mlp, new UnitPruner(UnitScore.RANDOM, false, 0).prune(mlp, 1, inputs, manager), inputs);
    }

    @Test
    void sharesOutOfRangeAreRefused() {
        Mlp mlp = initialized(manager, new Mlp(5, 7, 3), 5);
        assertThatThrownBy(() -> UnitPruner.modHiFi().prune(mlp, 0, inputs(5, 5), manager))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0.0");
        Mlp flat = initialized(manager, new Mlp(5, 3), 5);
        assertThatThrownBy(() -> UnitPruner.modHiFi().prune(flat, 0.5, inputs(5, 5), manager))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new ClassUnlearner(-1, false)).isInstanceOf(InputException.class);
    }

    /** Unit 0 works on the first kind of input alone, unit 1 on the second. */
    @Test
    void whatWorksOnTheForgottenClassIsCutOff() {
        Mlp mlp = initialized(manager, new Mlp(2, 2, 2), 2);
        TinyModels.weight(mlp, 0).set(new float[] {1, 0, 0, 1});
        TinyModels.weight(mlp, 1).set(new float[] {1, 0, 0, 1});
        Dataset forget =
                new Dataset("forget", new Shape(2), new float[] {1, 0.1f, 2, 0}, new Targets.Values(new float[2]));
        Dataset retain =
                new Dataset("retain", new Shape(2), new float[] {0, 1, 0.1f, 2}, new Targets.Values(new float[2]));

        new ClassUnlearner(1, false).forget(mlp, forget, retain);

        assertThat(TinyModels.weight(mlp, 1).toFloatArray()).containsExactly(0, 0, 0, 1);
    }

    private static Dataset inputs(int count, int width) {
        Random random = new Random(0);
        float[] features = new float[count * width];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        return new Dataset(
                "inputs", new Shape(width), features, new Targets.Classes(new int[count], List.of("a", "b")));
    }

    private void assertSameOutputs(Mlp one, Mlp other, Dataset inputs) {
        NDArray x = manager.create(
                inputs.features(), new Shape(inputs.size(), inputs.shape().size()));
        assertThat(Layers.forward(other, x, false).toFloatArray())
                .containsExactly(Layers.forward(one, x, false).toFloatArray(), within(1e-4f));
    }
}
