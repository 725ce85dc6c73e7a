package joulebook.ml.autograd;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Work without building gradient graphs. PyTorch keeps the grad mode per thread, and it is on in a fresh thread, where
 * plain arithmetic on parameters would keep a graph alive.
 */
public final class NoGrad {

    private static final NDIndex WHOLE = new NDIndex("...");

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

    /**
     * Copies the values of an array into another of its shape, on the device. (DJL's copyTo gives the other the memory of a
     * Java buffer; where the other is a gradient, PyTorch goes on writing there after Java has freed it.)
     */
    public static void copy(NDArray from, NDArray to) {
        run(() -> to.set(WHOLE, from));
    }

    /** {@link #call} for work without a result. */
    public static void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }
}
