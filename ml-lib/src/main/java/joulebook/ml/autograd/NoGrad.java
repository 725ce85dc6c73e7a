package joulebook.ml.autograd;

import ai.djl.engine.Engine;
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
        Engine.getInstance(); // loads the native library
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** {@link #call} for work without a result. */
    public static void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }
}
