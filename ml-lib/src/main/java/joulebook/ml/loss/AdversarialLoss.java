package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.train.BatchLoss;
import joulebook.ml.train.ProjectedGradientAttack;

/** Adversarial training (Madry et al. 2018, arXiv 1706.06083): a loss at the inputs near by where it is largest. */
public final class AdversarialLoss extends Loss implements BatchLoss {
    private final Loss loss;
    private final ProjectedGradientAttack attack;

    /** @param loss of labels (B) and logits (B, K) */
    public AdversarialLoss(Loss loss, ProjectedGradientAttack attack) {
        super("AdversarialLoss");
        this.loss = loss;
        this.attack = attack;
    }

    @Override
    public NDList inputs(Block model, Batch batch) {
        return new NDList(attack.of(
                model, batch.features(), logits -> evaluate(new NDList(batch.targets()), new NDList(logits))));
    }

    @Override
    public NDArray evaluate(Batch batch, NDList outputs) {
        return evaluate(new NDList(batch.targets()), outputs);
    }

    /** The plain loss, of outputs that were attacked already. */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        return loss.evaluate(labels, predictions);
    }
}
