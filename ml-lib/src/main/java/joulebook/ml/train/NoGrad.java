package joulebook.ml.train;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Work without building gradient graphs. PyTorch keeps the grad mode per thread, and it is on in a fresh thread, where
 * plain arithmetic on parameters would keep a graph alive.
 */
public final class NoGrad {

    private NoGrad() {}

    /** Does the work with the thread's grad mode off, and restores the mode. */
    public static <T> T call(Supplier<T> work) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }
}
