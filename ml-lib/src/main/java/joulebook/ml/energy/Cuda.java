package joulebook.ml.energy;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.Optional;

/**
 * The part of CUDA's driver library that waits for GPUs. A GPU works behind a queue: what was asked of it in a window may
 * still run when the window ends, unless someone waits. CUDA itself is never started here.
 */
final class Cuda {

    private static final int SUCCESS = 0;

    private final NativeLibrary library;

    private Cuda(NativeLibrary library) {
        this.library = library;
    }

    /** Where the NVIDIA driver puts its library on this operating system. */
    static List<String> usualNames() {
        if (Platform.isWindows()) {
            return List.of("nvcuda");
        }
        return Platform.isLinux() ? List.of("libcuda.so.1", "/usr/lib/wsl/lib/libcuda.so.1") : List.of();
    }

    /** Loads the first of the named libraries that exists. */
    static Optional<Cuda> open(List<String> names) {
        for (String name : names) {
            try {
                return Optional.of(new Cuda(NativeLibrary.getInstance(name)));
            } catch (UnsatisfiedLinkError missing) {
                // the next name may be there
            }
        }
        return Optional.empty();
    }

    /**
     * Waits until each GPU has done what this process asked of it. Where that fails, the program that asked is told by the
     * next call of its own.
     */
    void synchronize() {
        var count = new IntByReference();
        if (!call("cuDeviceGetCount", count)) {
            return; // nobody in this process has started CUDA
        }
        for (int ordinal = 0; ordinal < count.getValue(); ordinal++) {
            var device = new IntByReference();
            if (call("cuDeviceGet", device, ordinal) && isUsed(device.getValue())) {
                synchronize(device.getValue());
            }
        }
    }

    /** Whether this process has asked anything of a GPU: the primary context is the one that CUDA's runtime works in. */
    private boolean isUsed(int device) {
        var active = new IntByReference();
        return call("cuDevicePrimaryCtxGetState", device, new IntByReference(), active) && active.getValue() != 0;
    }

    private void synchronize(int device) {
        var context = new PointerByReference();
        if (!call("cuDevicePrimaryCtxRetain", context, device)) {
            return;
        }
        Pointer primary = context.getValue();
        if (call("cuCtxPushCurrent_v2", primary)) {
            call("cuCtxSynchronize");
            call("cuCtxPopCurrent_v2", context);
        }
        call("cuDevicePrimaryCtxRelease_v2", device);
    }

    private boolean call(String function, Object... arguments) {
        try {
            return library.getFunction(function).invokeInt(arguments) == SUCCESS;
        } catch (UnsatisfiedLinkError older) {
            return false;
        }
    }
}
