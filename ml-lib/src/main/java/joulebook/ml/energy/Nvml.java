package joulebook.ml.energy;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The part of NVIDIA's management library (NVML) that says what a GPU uses. Names, units and codes are those of {@code
 * nvml.h}; the versioned symbols are bound, as the header itself does. NVML is safe for use by several threads.
 */
final class Nvml implements AutoCloseable {

    static final int SUCCESS = 0;
    static final int NOT_FOUND = 6;
    private static final int FUNCTION_NOT_FOUND = 13;
    private static final int TEXT_BYTES = 96;

    private final NativeLibrary library;
    private final Map<String, Function> functions = new ConcurrentHashMap<>();

    private Nvml(NativeLibrary library) {
        this.library = library;
    }

    /** Where the NVIDIA driver puts its library on this operating system; empty where there is no such driver. */
    static List<String> usualNames() {
        if (Platform.isWindows()) {
            Map<String, String> environment = System.getenv();
            return List.of(
                    "nvml", // in System32
                    environment.getOrDefault("ProgramFiles", "C:\\Program Files")
                            + "\\NVIDIA Corporation\\NVSMI\\nvml.dll"); // older drivers
        }
        return Platform.isLinux()
                ? List.of(
                        "libnvidia-ml.so.1", // where the loader looks
                        "/usr/lib/wsl/lib/libnvidia-ml.so.1", // Windows Subsystem for Linux
                        "/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1",
                        "/usr/lib/aarch64-linux-gnu/libnvidia-ml.so.1",
                        "/usr/lib64/libnvidia-ml.so.1",
                        "/run/opengl-driver/lib/libnvidia-ml.so.1") // NixOS
                : List.of();
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
        throw new UnreadableException(
                "No NVIDIA driver library could be loaded, so no GPU is measured: on a machine with an"
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

    NvmlDevice device(int index) throws UnreadableException {
        var handle = new PointerByReference();
        call("nvmlDeviceGetHandleByIndex_v2", index, handle);
        return new NvmlDevice(this, handle.getValue());
    }

    @Override
    public void close() {
        try {
            call("nvmlShutdown");
        } catch (UnreadableException alreadyGone) {
            // a driver that does not answer holds nothing to free
        }
    }

    String text(String function, Object... leading) throws UnreadableException {
        try (var buffer = new Memory(TEXT_BYTES)) {
            buffer.clear();
            Object[] arguments = Arrays.copyOf(leading, leading.length + 2);
            arguments[leading.length] = buffer;
            arguments[leading.length + 1] = TEXT_BYTES;
            call(function, arguments);
            return buffer.getString(0, StandardCharsets.UTF_8.name());
        }
    }

    /** @throws UnreadableException if the function is missing or returns an error */
    void call(String name, Object... arguments) throws UnreadableException {
        callUnless(SUCCESS, name, arguments);
    }

    /**
     * Calls a function for which one return code is not an error.
     *
     * @return whether it succeeded, else it returned that code
     */
    boolean callUnless(int expected, String name, Object... arguments) throws UnreadableException {
        int code = code(name, arguments);
        if (code != SUCCESS && code != expected) {
            throw new UnreadableException(sentence(name, code, errorText(code)));
        }
        return code == SUCCESS;
    }

    private int code(String name, Object... arguments) {
        try {
            return functions.computeIfAbsent(name, library::getFunction).invokeInt(arguments);
        } catch (UnsatisfiedLinkError missing) {
            return FUNCTION_NOT_FOUND;
        }
    }

    private String errorText(int code) {
        if (code == FUNCTION_NOT_FOUND) {
            return "the library has no such function";
        }
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
}
