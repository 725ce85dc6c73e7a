package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import joulebook.ml.InputException;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.model.Layers;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.BatchLoss;
import joulebook.ml.train.ProjectedGradientAttack;

/**
 * The smooth adversarial comp-sum loss (Mao, Mohri, Zhong 2023, arXiv 2304.07288, ADV-COMP-SUM): the {@link CompSumLoss} of the
 * logits over rho, and nu times the largest change near by of the true class's leads, ||D(x') - D(x)|| with
 * D_k = h_y - h_k for k != y. The inputs x' are found by an attack, and the loss is then minimised with them fixed.
 */
public final class SmoothAdversarialCompSumLoss extends Loss implements BatchLoss {
    private static final float TINY = 1e-12f;

    private final CompSumLoss compSum;
    private final double rho;
    private final double nu;
    private final ProjectedGradientAttack attack;

    /**
     * @param tau as {@link CompSumLoss} has it, such as 1
     * @param rho the scale of leads that are large enough, positive, such as 1
     * @param nu the weight of their change, 0 or more, such as 1
     * @param attack one for each training
     */
    public SmoothAdversarialCompSumLoss(double tau, double rho, double nu, ProjectedGradientAttack attack) {
        super("SmoothAdversarialCompSumLoss");
        compSum = new CompSumLoss(tau);
        if (!(rho > 0 && Double.isFinite(rho)) || !(nu >= 0 && Double.isFinite(nu))) {
            throw new InputException("Rho is " + rho + " and nu is " + nu
                    + ", but rho must be positive and nu 0 or more, such as 1 and 1.");
        }
        this.rho = rho;
        this.nu = nu;
        this.attack = attack;
    }

    /** The batch's examples, and those near by whose leads have changed most. */
    @Override
    public NDList inputs(Block model, Batch batch) {
        NDArray labels = batch.targets();
        NDArray before = Layers.forward(model, batch.features(), false);
        NDArray near = attack.of(
                model,
                batch.features(),
                logits -> change(labels, before, logits).sum());
        return new NDList(batch.features(), near);
    }

    @Override
    public NDArray evaluate(Batch batch, NDList outputs) {
        return evaluate(new NDList(batch.targets()), outputs);
    }

    /**
     * The loss of a batch, a scalar.
     *
     * @param labels (B) classes
     * @param predictions (B, K) logits h(x), and (B, K) logits h(x'); without these x' is x
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray clean = predictions.get(0);
        NDArray plain = compSum.evaluate(labels, new NDList(Scalar.over(clean, rho)));
        if (predictions.size() == 1) {
            return plain;
        }
        NDArray attacked = predictions.get(1);
        if (!attacked.getShape().equals(clean.getShape())) {
            throw new InputException("The attacked logits have the shape " + attacked.getShape() + ", but the others "
                    + clean.getShape() + ": give the same examples in both.");
        }
        return plain.add(
                Scalar.times(change(labels.singletonOrThrow(), clean, attacked).mean(), nu));
    }

    /** ||D(x') - D(x)|| of each example: (B). */
    private static NDArray change(NDArray labels, NDArray clean, NDArray attacked) {
        NDArray moved = attacked.sub(clean);
        NDArray y = labels.toType(DataType.INT64, false).reshape(-1, 1);
        NDArray leads = moved.gather(y, 1).sub(moved);
        NDArray squares = leads.square().sum(new int[] {1});
        return squares.add(TINY).sqrt();
    }
}
