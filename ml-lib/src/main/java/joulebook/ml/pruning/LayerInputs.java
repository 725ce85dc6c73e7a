package joulebook.ml.pruning;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;
import joulebook.ml.autograd.NoGrad;

/** Statistics of what goes into a layer. */
final class LayerInputs {

    private LayerInputs() {}

    /**
     * The root mean square of each input feature over everything else.
     *
     * @param input (N, ..., features) of a linear layer, or (N, channels, ...) of a convolution
     * @param convolution which of the two
     */
    static double[] rootMeanSquares(NDArray input, boolean convolution) {
        int axis = convolution ? 1 : input.getShape().dimension() - 1;
        return NoGrad.call(() -> {
            try (NDArray byFeature = input.swapAxes(0, axis);
                    NDArray rows = byFeature.reshape(input.getShape().get(axis), -1);
                    NDArray squares = rows.square();
                    NDArray means = squares.mean(new int[] {1})) {
                float[] values = means.toFloatArray();
                return IntStream.range(0, values.length)
                        .mapToDouble(i -> Math.sqrt(values[i]))
                        .toArray();
            }
        });
    }
}
