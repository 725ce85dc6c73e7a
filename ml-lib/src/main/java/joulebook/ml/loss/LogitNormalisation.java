package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.Locale;

/** What is done to an example's logits first, so that a temperature means the same for all models. */
public enum LogitNormalisation {
    NONE {
        @Override
        NDArray of(NDArray logits) {
            return logits;
        }
    },
    /** Divides the logits by the mean of their sizes. */
    L1 {
        @Override
        NDArray of(NDArray logits) {
            return overMean(logits, logits.abs());
        }
    },
    /** Divides the softplus of the logits by its mean. */
    SOFTPLUS {
        @Override
        NDArray of(NDArray logits) {
            NDArray positive = Activation.softPlus(logits);
            return overMean(positive, positive);
        }
    };

    private static final float TINY = 1e-8f;

    /** (B, K) of (B, K). */
    abstract NDArray of(NDArray logits);

    private static NDArray overMean(NDArray values, NDArray sizes) {
        return values.div(sizes.mean(new int[] {1}, true).add(TINY));
    }

    static String[] words() {
        return Arrays.stream(values())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }
}
