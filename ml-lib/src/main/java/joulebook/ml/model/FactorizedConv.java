package joulebook.ml.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import joulebook.ml.InputException;

/**
 * An n x n convolution and its cheaper stand-ins (Szegedy et al. 2016, arXiv 1512.00567, section 3). All keep the size of
 * images (B, C, H, W), give the same number of channels, and have ReLU between their parts.
 */
public final class FactorizedConv {

    private FactorizedConv() {}

    /** One n x n convolution, n odd. */
    public static Block square(int n, int channels) {
        return sequence(conv(n, n, channels));
    }

    /** 3 x 3 convolutions that see as far as one of n x n: 28 % fewer weights than 5 x 5 where channels stay the same. */
    public static Block stacked(int n, int channels) {
        requireOdd(n);
        Block[] parts = new Block[n / 2];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = conv(3, 3, channels);
        }
        return sequence(parts);
    }

    /** 1 x n and then n x 1: 2 n weights in place of n^2 where channels stay the same. */
    public static Block asymmetric(int n, int channels) {
        return sequence(conv(1, n, channels), conv(n, 1, channels));
    }

    private static Block sequence(Block... parts) {
        SequentialBlock sequence = new SequentialBlock();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                sequence.add(Activation.reluBlock());
            }
            sequence.add(parts[i]);
        }
        return sequence;
    }

    private static Block conv(int height, int width, int channels) {
        requireOdd(height);
        requireOdd(width);
        return Conv2d.builder()
                .setKernelShape(new Shape(height, width))
                .optPadding(new Shape(height / 2, width / 2))
                .setFilters(channels)
                .build();
    }

    private static void requireOdd(int n) {
        if (n < 1 || n % 2 == 0) {
            throw new InputException("A filter of " + n + " has no middle: give an odd size such as 3 or 5.");
        }
    }
}
