package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;

/**
 * One hidden layer of Forward-Forward (Hinton, arXiv 2212.13345, section 2), with the gradients of its own loss in closed
 * form. The first half of a batch has right labels, the second half wrong ones. Call it with grad mode off; results belong to
 * the manager of the input.
 *
 * @param weight W (units, inputs)
 * @param bias b (units)
 * @param threshold theta
 */
public record ForwardForwardLayer(NDArray weight, NDArray bias, double threshold) {

    /** The gradients of the local loss, of the shapes of their parameters. */
    public record Gradients(NDArray weight, NDArray bias) {}

    /** Each row x over |x| + 1e-4, so that a layer cannot read the goodness of the one before (2 B, units). */
    public static NDArray normalized(NDArray rows) {
        return rows.div(rows.norm(new int[] {1}, true).addi(1e-4));
    }

    /** a = ReLU(x W^T + b), (2 B, units). */
    public NDArray forward(NDArray input) {
        return Activation.relu(Linear.linear(input, weight, bias).singletonOrThrow());
    }

    /** g, the mean over the units of a squared (2 B). */
    public static NDArray goodness(NDArray activations) {
        return activations.square().mean(new int[] {1});
    }

    /** The mean of softplus(theta - g) over right and softplus(g - theta) over wrong labels, in nats: a scalar. */
    public NDArray localLoss(NDArray goodness) {
        return Activation.softPlus(margin(goodness).neg()).mean();
    }

    /** How far each goodness is on its right side of the threshold. */
    private NDArray margin(NDArray goodness) {
        return goodness.sub(threshold).mul(signs(goodness));
    }

    private static NDArray signs(NDArray goodness) {
        long half = goodness.size() / 2;
        NDArray ones = goodness.getManager().ones(new Shape(half));
        return ones.concat(ones.neg());
    }

    /**
     * The gradients of the local loss, the input taken as a constant.
     *
     * @param input x (2 B, inputs), normalised
     * @param activations a = forward(x)
     * @param goodness g = goodness(a)
     */
    public Gradients gradients(NDArray input, NDArray activations, NDArray goodness) {
        // d loss / d g = - sign sigmoid(-margin) / 2B, and d g / d z = 2 a / units, which is 0 where the ReLU is
        NDArray byGoodness =
                Activation.sigmoid(margin(goodness).neg()).mul(signs(goodness)).divi(-goodness.size());
        NDArray e = activations
                .mul(byGoodness.reshape(-1, 1))
                .muli(2.0 / activations.getShape().get(1));
        return new Gradients(e.transpose().dot(input), e.sum(new int[] {0}));
    }
}
