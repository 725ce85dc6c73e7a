package joulebook.ml.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientCheck;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.InitialWeights;
import joulebook.ml.model.Layers;
import joulebook.ml.model.ModelRecipe;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Convex potentials and the link that is made of them. */
class LegendreLinkTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** A block with parameters U, b, a, w0, w1 in this order. */
    private Block set(Block block, int inputs, float... parameters) {
        block.initialize(manager, DataType.FLOAT32, new Shape(1, inputs));
        ParameterVector.of(block).unflatten(parameters);
        return block;
    }

    private float[] of(Block block, float... z) {
        return Layers.forward(block, manager.create(z, new Shape(1, z.length)), false)
                .toFloatArray();
    }

    @Test
    void knownAnswer() {
        float[] parameters = {1, 2, 0, 0, 0, 0};
        assertThat(of(set(new ConvexPotentialBlock(2, 1), 2, parameters), 0.5f, -1))
                .containsExactly(new float[] {0.4342205f, -0.5178534f}, within(1e-6f));
        float[] logP = of(set(new LegendreLink(3, 1, 1), 2, parameters), 0.5f, -1);
        float[] p = {0.4917124f, 0.1897714f, 0.3185162f};
        for (int c = 0; c < p.length; c++) {
            assertThat((float) Math.exp(logP[c])).isCloseTo(p[c], within(1e-6f));
        }
    }

    @Test
    void withoutItsNetworkABlockIsTheIdentityAndWithoutBlocksTheLinkIsTheSigmoid() {
        float one = (float) Math.log(Math.E - 1);
        assertThat(of(set(new ConvexPotentialBlock(2, 1), 2, 1, 2, 0, 0, one, -1e4f), 3, -7))
                .containsExactly(new float[] {3, -7}, within(1e-5f));
        Block link = new LegendreLink(2, 0, 1);
        link.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
        assertThat(Math.exp(of(link, 0.7f)[0])).isCloseTo(1 / (1 + Math.exp(-0.7)), within(1e-6));
    }

    @Test
    void aBlockIsStrictlyMonotoneAndItsJacobianSymmetric() {
        Random random = new Random(6);
        for (int seed = 0; seed < 5; seed++) {
            Block block = new ConvexPotentialBlock(4, 3);
            InitialWeights.KAIMING.draw(block, manager, new Shape(1, 4), seed);
            double w0 = ParameterVector.of(block).get(nameOf(block, "w0")).getFloat();
            double least = Math.log1p(Math.exp(w0));
            float[] x = gaussian(random);
            float[] y = gaussian(random);
            float[] atX = of(block, x);
            float[] atY = of(block, y);
            double product = 0;
            double distance = 0;
            for (int i = 0; i < 4; i++) {
                product += (atX[i] - atY[i]) * (x[i] - y[i]);
                distance += (x[i] - y[i]) * (x[i] - y[i]);
            }
            assertThat(product).isGreaterThanOrEqualTo(least * distance * (1 - 1e-6));
            RealMatrix jacobian = jacobian(block, x);
            RealMatrix asymmetry = jacobian.subtract(jacobian.transpose());
            assertThat(asymmetry.getNorm1()).isLessThan(2e-3); // float32 in central differences
            RealMatrix symmetric = jacobian.add(jacobian.transpose()).scalarMultiply(0.5);
            assertThat(Arrays.stream(new EigenDecompositionSymmetric(symmetric).getEigenvalues())
                            .min()
                            .orElseThrow())
                    .isGreaterThan(least - 2e-3);
        }
    }

    private static String nameOf(Block block, String end) {
        return ParameterVector.of(block).names().stream()
                .filter(name -> name.endsWith(end))
                .findFirst()
                .orElseThrow();
    }

    private static float[] gaussian(Random random) {
        float[] values = new float[4];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private RealMatrix jacobian(Block block, float[] x) {
        RealMatrix jacobian = new Array2DRowRealMatrix(x.length, x.length);
        float step = 1e-2f;
        for (int column = 0; column < x.length; column++) {
            float[] above = x.clone();
            float[] below = x.clone();
            above[column] += step;
            below[column] -= step;
            float[] right = of(block, above);
            float[] left = of(block, below);
            for (int row = 0; row < x.length; row++) {
                jacobian.setEntry(row, column, (right[row] - left[row]) / ((double) above[column] - below[column]));
            }
        }
        return jacobian;
    }

    @Test
    void probabilitiesAreFiniteForExtremeScores() {
        Block link = new LegendreLink(4, 2, 3);
        InitialWeights.KAIMING.draw(link, manager, new Shape(1, 3), 1);
        for (float size : new float[] {0, 1, 1_000, -1_000, 1e4f, -1e4f}) {
            double sum = 0;
            for (float logP : of(link, size, size / 2, -size)) {
                assertThat(logP).isFinite();
                sum += Math.exp(logP);
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
    }

    /** The loss that a link makes of scores. */
    private static final class Learned extends Loss {
        private final Block link;

        Learned(Block link) {
            super("learned");
            this.link = link;
        }

        @Override
        public NDArray evaluate(NDList labels, NDList scores) {
            return Loss.softmaxCrossEntropyLoss()
                    .evaluate(labels, new NDList(Layers.forward(link, scores.singletonOrThrow(), true)));
        }
    }

    @Test
    void gradients() {
        Block link = new LegendreLink(5, 2, 3);
        InitialWeights.KAIMING.draw(link, manager, new Shape(1, 4), 3);
        Random random = new Random(8);
        float[] scores = new float[12];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextGaussian();
        }
        Loss loss = new Learned(link);
        GradientCheck.assertGradient(loss, manager.create(new float[] {0, 4, 2}), scores, new Shape(3, 4), 1e-2f);
        assertThat(GradientCheck.of(
                                loss, manager.create(new float[] {1}), new float[] {1e4f, -1e4f, 0, 1}, new Shape(1, 4))
                        .gradient())
                .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    }

    @Test
    void aModelOfTheNameLearns() {
        TrainTest wine = Datasets.load("wine");
        Block model = Methods.make(ModelRecipe.class, "legendretron:units=4")
                .create(wine.train().shape(), 3);
        TrainingOptions options =
                TrainingOptions.defaults().withEpochs(30).withBatchSize(32).withLearningRate(0.02f);
        try (TrainingRun run = new Backpropagation().fit(model, wine, options, Meter.none(), TrainingListener.NONE)) {
            assertThat(run.metric("test_accuracy")).isGreaterThan(0.9);
        }
    }

    @Test
    void badInputIsAnsweredInOneSentence() {
        assertThatThrownBy(() -> new LegendreLink(1, 1, 8))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 classes or more");
        assertThatThrownBy(() -> new LegendreLink(3, 1, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 1 of both");
        Block link = new LegendreLink(3, 1, 2);
        assertThatThrownBy(() -> link.initialize(manager, DataType.FLOAT32, new Shape(1, 3)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("takes 2 scores an example");
    }
}
