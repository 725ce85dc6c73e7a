package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import joulebook.ml.InputException;
import joulebook.ml.autograd.Autograd;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.model.Layers;

/**
 * Looks near the inputs for those of the largest loss, by projected gradient ascent (Madry et al. 2018, arXiv 1706.06083):
 * from a random start, steps along the sign of the gradient, each cut back to the ball of the largest change and to the range
 * of the inputs. Draws on from one random generator, so that one object is for one training or test.
 */
public final class ProjectedGradientAttack {
    private static final float SLACK = 1e-6f;

    private final double radius;
    private final double step;
    private final int steps;
    private final double low;
    private final double high;
    private final Random random;

    /**
     * @param radius by how much a number of the input may change, positive
     * @param step by how much it changes at once, positive, such as a quarter of the radius
     * @param steps at least 1
     * @param low the least number of any input; may be infinite, as may the largest
     * @param seed of the random starts
     */
    public ProjectedGradientAttack(double radius, double step, int steps, double low, double high, long seed) {
        if (!(radius > 0 && Double.isFinite(radius)) || !(step > 0 && Double.isFinite(step)) || steps < 1) {
            throw new InputException("An attack has the radius " + radius + ", the step " + step + " and " + steps
                    + " steps, but all must be positive, such as 0.1, 0.025 and 10.");
        }
        if (!(low < high)) {
            throw new InputException("An attack's inputs run from " + low + " to " + high
                    + ", but the first must be the smaller, such as 0 and 1.");
        }
        this.radius = radius;
        this.step = step;
        this.steps = steps;
        this.low = low;
        this.high = high;
        this.random = new Random(seed);
    }

    /**
     * The inputs that were found. The model and the gradients of its weights stay as they are.
     *
     * @param inputs (B, ...)
     * @param loss a scalar of the model's outputs: the larger the better for the attacker
     * @return of the inputs' shape and manager
     * @throws InputException if an input lies out of the range
     */
    public NDArray of(Block model, NDArray inputs, UnaryOperator<NDArray> loss) {
        return NoGrad.call(() -> {
            requireInRange(inputs);
            NDManager manager = inputs.getManager();
            ParameterVector weights = ParameterVector.of(model);
            NDArray found = projected(inputs.add(start(inputs)), inputs);
            for (int i = 0; i < steps; i++) {
                try (NDManager scope = manager.newSubManager()) {
                    NDArray at = found.duplicate();
                    at.attach(scope);
                    NDArray direction = direction(model, at, weights, loss);
                    NDArray next = projected(at.add(direction.mul(step)), inputs);
                    next.attach(manager);
                    found.close();
                    found = next;
                }
            }
            return found;
        });
    }

    /** The gradient's sign. The weights are differentiated by too, so that what they gathered is cleared. */
    private static NDArray direction(Block model, NDArray at, ParameterVector weights, UnaryOperator<NDArray> loss) {
        List<String> names = new ArrayList<>(List.of("inputs"));
        names.addAll(weights.names());
        List<NDArray> leaves = new ArrayList<>(List.of(at));
        leaves.addAll(weights.arrays());
        try (LossGradient g = Autograd.gradient(
                new ParameterVector(names, leaves), () -> loss.apply(Layers.forward(model, at, false)))) {
            return g.gradient().arrays().get(0).sign();
        }
    }

    private NDArray start(NDArray inputs) {
        float[] change = new float[(int) inputs.size()];
        for (int i = 0; i < change.length; i++) {
            change[i] = (float) (radius * (2 * random.nextDouble() - 1));
        }
        return inputs.getManager().create(change, inputs.getShape());
    }

    private NDArray projected(NDArray moved, NDArray inputs) {
        NDArray inBall = moved.maximum(inputs.sub(radius)).minimum(inputs.add(radius));
        return inBall.maximum(low).minimum(high);
    }

    private void requireInRange(NDArray inputs) {
        float least = inputs.min().getFloat();
        float largest = inputs.max().getFloat();
        if (!(least >= low - SLACK && largest <= high + SLACK)) {
            throw new InputException(
                    "The inputs run from " + least + " to " + largest + ", but the attack takes them from " + low
                            + " to " + high + ": scale the data, or give the attack their range.");
        }
    }
}
