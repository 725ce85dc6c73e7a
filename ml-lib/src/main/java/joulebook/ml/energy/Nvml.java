package joulebook.ml.energy;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The part of NVIDIA's management library (NVML) that says what a GPU uses. Names, units and codes are those of {@code
 * nvml.h}; the versioned symbols are bound, as the header itself does. NVML is safe for use by several threads.
 */
final class Nvml implements AutoCloseable {

    private static final int FUNCTION_NOT_FOUND = 13;
    private static final int TEXT_BYTES = 96;

    private final NativeLibrary library;

    private Nvml(NativeLibrary library) {
        this.library = library;
    }

    /** Where the NVIDIA driver puts its library on this operating system; empty where there is no such driver. */
    static List<String> usualNames() {
        if (Platform.isWindows()) {
            return List.of("nvml", System.getenv("ProgramFiles") + "\\NVIDIA Corporation\\NVSMI\\nvml.dll");
        }
        return Platform.isLinux() ? List.of("libnvidia-ml.so.1", "/usr/lib/wsl/lib/libnvidia-ml.so.1") : List.of();
    }

    /**
     * Loads the first of the named libraries that exists and starts it.
     *
     * @throws UnreadableException if there is none, or the driver does not answer
     */
    static Nvml open(List<String> names) throws UnreadableException {
        for (String name : names) {
            try {
                NativeLibrary library = NativeLibrary.getInstance(name);
                if (isStub(library)) {
                    continue;
                }
                Nvml nvml = new Nvml(library);
                nvml.call("nvmlInit_v2");
                return nvml;
            } catch (UnsatisfiedLinkError missing) {
                // the next name may be there
            }
        }
        throw new UnreadableException("No NVIDIA driver library was found, so no GPU is measured: on a machine with an"
                + " NVIDIA GPU, install its driver.");
    }

    /** The CUDA toolkit ships a library to link against, in a folder named stubs; it knows no GPU. */
    private static boolean isStub(NativeLibrary library) {
        return library.getFile() != null
                && library.getFile().toPath().toString().contains("stubs");
    }

    String driverVersion() throws UnreadableException {
        return text("nvmlSystemGetDriverVersion");
    }

    int deviceCount() throws UnreadableException {
        var count = new IntByReference();
        call("nvmlDeviceGetCount_v2", count);
        return count.getValue();
    }

    Device device(int index) throws UnreadableException {
        var handle = new PointerByReference();
        call("nvmlDeviceGetHandleByIndex_v2", index, handle);
        return new Device(handle.getValue());
    }

    @Override
    public void close() {
        try {
            call("nvmlShutdown");
        } catch (UnreadableException alreadyGone) {
            // a driver that does not answer holds nothing to free
        }
    }

    private String text(String function, Object... leading) throws UnreadableException {
        try (var buffer = new Memory(TEXT_BYTES)) {
            buffer.clear();
            Object[] arguments = Arrays.copyOf(leading, leading.length + 2);
            arguments[leading.length] = buffer;
            arguments[leading.length + 1] = TEXT_BYTES;
            call(function, arguments);
            return buffer.getString(0, StandardCharsets.UTF_8.name());
        }
    }

    private void call(String name, Object... arguments) throws UnreadableException {
        Function function;
        try {
            function = library.getFunction(name);
        } catch (UnsatisfiedLinkError missing) {
            throw new UnreadableException(sentence(name, FUNCTION_NOT_FOUND, "the library has no such function"));
        }
        int code = function.invokeInt(arguments);
        if (code != 0) {
            throw new UnreadableException(sentence(name, code, errorText(code)));
        }
    }

    private String errorText(int code) {
        try {
            return library.getFunction("nvmlErrorString").invokeString(new Object[] {code}, false);
        } catch (UnsatisfiedLinkError missing) {
            return "unknown error";
        }
    }

    private static String sentence(String function, int code, String text) {
        String advice =
                switch (code) {
                    case 4, 17 -> ": allow this user or container to reach the GPU";
                    case 9 -> ": load the NVIDIA driver (nvidia-smi must work)";
                    case FUNCTION_NOT_FOUND -> ": update the NVIDIA driver";
                    case 15 -> ": the GPU has left the bus, restart the machine";
                    case 18 -> ": driver and library differ in version, restart the machine";
                    default -> "";
                };
        return "NVML cannot be read (" + function + ": " + text + ", code " + code + ")" + advice + ".";
    }

    /** One GPU. */
    final class Device {

        private final Pointer handle;

        private Device(Pointer handle) {
            this.handle = handle;
        }

        String name() throws UnreadableException {
            return text("nvmlDeviceGetName", handle);
        }

        /** The energy since the driver was loaded, in J. Volta and newer have this counter. */
        double joules() throws UnreadableException {
            var millijoules = new LongByReference();
            call("nvmlDeviceGetTotalEnergyConsumption", handle, millijoules);
            return millijoules.getValue() / 1e3;
        }

        /** The present power, in W; from Ampere on (GA100 apart) the mean of the last second. */
        double watts() throws UnreadableException {
            var milliwatts = new IntByReference();
            call("nvmlDeviceGetPowerUsage", handle, milliwatts);
            return milliwatts.getValue() / 1e3;
        }
    }
}
