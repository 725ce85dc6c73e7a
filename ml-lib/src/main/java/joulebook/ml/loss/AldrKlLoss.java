package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.train.BatchLoss;
import joulebook.ml.train.ClassLoss;

/**
 * The adaptive label-distributionally robust loss (Zhu, Ying, Yang 2023, arXiv 2112.14869): {@link LdrKlLoss} with a
 * temperature for each training example, which is maximised over too, less (alpha / 2) (log K / lambda0) (lambda - lambda0)^2.
 * At the maximum lambda = lambda0 (1 - KL(p || 1/K) / (alpha log K)), with p the softmax of the logits over lambda: an example
 * that the model is sure of comes near the hinge loss, one it is undecided on keeps lambda0 and harms little if its label is
 * wrong. Each evaluation moves the temperatures of its examples once by that formula (without margin, as the authors' code),
 * and no gradient flows through them.
 *
 * <p>One object is for one training: it remembers the temperatures, by the example's index in the training data. A checkpoint
 * does not hold them.
 */
public final class AldrKlLoss extends ClassLoss implements BatchLoss {
    private static final double FLOOR = 1e-5;

    private final float lambda0;
    private final float alpha;
    private final float margin;
    private final LogitNormalisation normalisation;
    private float[] temperatures = {};
    private int[] examples = {};

    /**
     * @param lambda0 the largest temperature, positive, such as 1
     * @param alpha the penalty, above 1, such as 2: temperatures stay above lambda0 (1 - 1 / alpha)
     * @param margin 0 or more, such as 0.1
     */
    public AldrKlLoss(double lambda0, double alpha, double margin, LogitNormalisation normalisation) {
        super("AldrKlLoss");
        LdrKlLoss.requireTemperature(lambda0);
        LdrKlLoss.requireMargin(margin);
        if (!(alpha > 1 && Double.isFinite(alpha))) {
            throw new InputException("Alpha is " + alpha + ", but it must be above 1, such as 2.");
        }
        this.lambda0 = (float) lambda0;
        this.alpha = (float) alpha;
        this.margin = (float) margin;
        this.normalisation = normalisation;
    }

    /** The loss of training examples, whose temperatures are remembered. */
    @Override
    public NDArray evaluate(Batch batch, NDList outputs) {
        examples = batch.examples();
        try {
            return evaluate(new NDList(batch.targets()), outputs);
        } finally {
            examples = new int[0];
        }
    }

    /** Examples that are not known, as in an evaluation by labels and logits alone, are seen for the first time. */
    @Override
    protected NDArray each(NDArray labels, NDArray logits) {
        int classes = (int) logits.getShape().get(1);
        if (classes < 2) {
            throw new InputException("The adaptive LDR loss needs 2 logits an example or more, but there is 1.");
        }
        NDArray f = normalisation.of(logits);
        float[] lambdas = stored((int) f.getShape().get(0));
        adapt(lambdas, NoGrad.call(() -> divergences(f, lambdas)), classes);
        store(lambdas);
        NDArray temperatures = f.getManager().create(lambdas);
        double penalty = alpha * Math.log(classes) / (2 * lambda0);
        float[] penalties = new float[lambdas.length];
        for (int i = 0; i < lambdas.length; i++) {
            penalties[i] = (float) (penalty * Math.pow(lambdas[i] - lambda0, 2));
        }
        return LdrKlLoss.worst(labels, f, margin, temperatures)
                .sub(f.getManager().create(penalties));
    }

    /** KL(p || 1/K) of each example, with p kept off 0. */
    private static float[] divergences(NDArray logits, float[] lambdas) {
        NDArray p = logits.div(logits.getManager().create(lambdas).reshape(-1, 1))
                .softmax(1)
                .add(FLOOR);
        NDArray q = p.div(p.sum(new int[] {1}, true));
        float logClasses = (float) Math.log(q.getShape().get(1));
        return q.mul(q.log().add(logClasses)).sum(new int[] {1}).toFloatArray();
    }

    private void adapt(float[] lambdas, float[] divergences, int classes) {
        for (int i = 0; i < lambdas.length; i++) {
            lambdas[i] = lambda0 * (1 - divergences[i] / (alpha * (float) Math.log(classes)));
        }
    }

    private float[] stored(int batch) {
        float[] lambdas = new float[batch];
        Arrays.fill(lambdas, lambda0);
        for (int i = 0; i < examples.length; i++) {
            lambdas[i] = examples[i] < temperatures.length ? temperatures[examples[i]] : lambda0;
        }
        return lambdas;
    }

    private void store(float[] lambdas) {
        int known = temperatures.length;
        int needed = Arrays.stream(examples).max().orElse(-1) + 1;
        if (needed > known) {
            temperatures = Arrays.copyOf(temperatures, Math.max(needed, 2 * known));
            Arrays.fill(temperatures, known, temperatures.length, lambda0);
        }
        for (int i = 0; i < examples.length; i++) {
            temperatures[examples[i]] = lambdas[i];
        }
    }

    /** The temperature of a training example, lambda0 if it has not been seen. */
    public double temperature(int example) {
        return example < temperatures.length ? temperatures[example] : lambda0;
    }
}
