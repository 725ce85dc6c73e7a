package joulebook.ml.loss;

import joulebook.ml.InputException;

/**
 * A loss of D outputs o and a true class c that hangs on three numbers alone: o_c, the sum S1 of all outputs and the sum S2 of
 * their squares (Vincent, de Brebisson, Bouthillier 2015, arXiv 1412.7091: the spherical family). For such a loss the cost of
 * a step of the output layer need not grow with D: see {@link SphericalOutputLayer}.
 */
@FunctionalInterface
public interface SphericalLoss {

    /**
     * The loss and its derivatives by the three numbers.
     *
     * @param byTrue dL / do_c
     * @param bySum dL / dS1
     * @param bySquares dL / dS2
     */
    record Slopes(double loss, double byTrue, double bySum, double bySquares) {}

    /**
     * The loss of one example.
     *
     * @param outputs D
     * @param trueOutput o_c
     * @param sum S1
     * @param squares S2
     */
    Slopes at(int outputs, double trueOutput, double sum, double squares);

    /** The {@link ZLoss}; without a slope where all outputs are the same. */
    static SphericalLoss z(double a, double b) {
        ZLoss.require(a, b);
        return (outputs, trueOutput, sum, squares) -> {
            double mean = sum / outputs;
            double variance = squares / outputs - mean * mean;
            boolean varies = variance > 1e-12;
            double deviation = Math.sqrt(Math.max(variance, 1e-12));
            double z = varies ? (trueOutput - mean) / deviation : 0;
            double x = a * (b - z);
            double loss = (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))) / a;
            double byZ = varies ? -1 / (1 + Math.exp(-x)) : 0;
            double byTrue = byZ / deviation;
            double bySquares = -byZ * z / (2 * outputs * deviation * deviation);
            return new Slopes(loss, byTrue, -byTrue / outputs - 2 * mean * bySquares, bySquares);
        };
    }

    /** Half the squared error of the one-hot label: {@link OneHotLoss}. */
    static SphericalLoss oneHot() {
        return (outputs, trueOutput, sum, squares) -> new Slopes((squares - 2 * trueOutput + 1) / 2, -1, 0, 0.5);
    }

    /** The {@link TaylorSoftmaxLoss}. */
    static SphericalLoss taylorSoftmax() {
        return (outputs, trueOutput, sum, squares) -> {
            double numerator = 1 + trueOutput + trueOutput * trueOutput / 2;
            double denominator = outputs + sum + squares / 2;
            return new Slopes(
                    Math.log(denominator) - Math.log(numerator),
                    -(1 + trueOutput) / numerator,
                    1 / denominator,
                    1 / (2 * denominator));
        };
    }

    /** Refuses a sum over fewer than two outputs. */
    static void requireOutputs(int outputs) {
        if (outputs < 2) {
            throw new InputException("An output layer has " + outputs + " outputs, but a class needs 2 or more.");
        }
    }
}
