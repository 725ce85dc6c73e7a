package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;

/**
 * One hidden layer of Mono-Forward, which learns by itself: its activations are projected onto the classes and it lowers
 * the cross-entropy of that projection alone (Gong, Li, Abdulla: Mono-Forward, arXiv 2501.09238).
 *
 * <p>The gradients are in closed form, so that no graph is needed; call it with grad mode off. Results belong to the
 * manager of the input.
 *
 * @param weight W (units, inputs)
 * @param bias b (units)
 * @param projection M (classes, units)
 */
public record MonoForwardLayer(NDArray weight, NDArray bias, NDArray projection) {

    /** The gradients of the local loss, of the shapes of their parameters. */
    public record Gradients(NDArray weight, NDArray bias, NDArray projection) {}

    /**
     * a = ReLU(x W^T + b).
     *
     * @param input x (B, inputs)
     * @return (B, units)
     */
    public NDArray forward(NDArray input) {
        return Activation.relu(Linear.linear(input, weight, bias).singletonOrThrow());
    }

    /**
     * G = a M^T, the logits of the local loss.
     *
     * @param activations a (B, units)
     * @return (B, classes)
     */
    public NDArray goodness(NDArray activations) {
        return Linear.linear(activations, projection).singletonOrThrow();
    }

    /**
     * The mean over the batch of the cross-entropy of softmax(G) with the labels, in nats.
     *
     * @param goodness G (B, classes)
     * @param oneHot the labels, one-hot (B, classes)
     * @return a scalar
     */
    public static NDArray localLoss(NDArray goodness, NDArray oneHot) {
        return goodness.logSoftmax(1)
                .muli(oneHot)
                .sum()
                .divi(-goodness.getShape().get(0));
    }

    /**
     * The gradients of the local loss, the input taken as a constant.
     *
     * @param input x (B, inputs)
     * @param activations a = forward(x)
     * @param goodness G = goodness(a)
     * @param oneHot the labels, one-hot (B, classes)
     */
    public Gradients gradients(NDArray input, NDArray activations, NDArray goodness, NDArray oneHot) {
        NDArray d = goodness.softmax(1).subi(oneHot).divi(goodness.getShape().get(0));
        // a = ReLU(z), so sign(a) is 1 where z > 0 and 0 elsewhere
        NDArray e = d.dot(projection).muli(activations.sign());
        return new Gradients(
                e.transpose().dot(input), e.sum(new int[] {0}), d.transpose().dot(activations));
    }
}
