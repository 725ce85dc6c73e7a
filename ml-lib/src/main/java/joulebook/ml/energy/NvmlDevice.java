package joulebook.ml.energy;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.util.HashMap;
import java.util.Map;

/** One GPU as NVML shows it. Layouts are those of {@code nvml.h} on 64 bits. */
final class NvmlDevice {

    private static final int POWER_INSTANT = 186;
    private static final int FIELD_BYTES = 40;
    private static final int FIELD_RETURN_AT = 28;
    private static final int FIELD_VALUE_AT = 32;
    private static final int PROCESS_BYTES = 24;
    private static final int UTILIZATION_BYTES = 32;
    private static final int MANY = 128;

    private final Nvml nvml;
    private final Pointer handle;
    private long utilizationSeenUntil;

    NvmlDevice(Nvml nvml, Pointer handle) {
        this.nvml = nvml;
        this.handle = handle;
    }

    String name() throws UnreadableException {
        return nvml.text("nvmlDeviceGetName", handle);
    }

    String uuid() throws UnreadableException {
        return nvml.text("nvmlDeviceGetUUID", handle);
    }

    /** The energy since the driver was loaded, in J. Volta and newer have this counter. */
    double joules() throws UnreadableException {
        var millijoules = new LongByReference();
        nvml.call("nvmlDeviceGetTotalEnergyConsumption", handle, millijoules);
        return millijoules.getValue() / 1e3;
    }

    /** The present power, in W. Newer drivers tell it. */
    double instantWatts() throws UnreadableException {
        try (var field = new Memory(FIELD_BYTES)) {
            field.clear();
            field.setInt(0, POWER_INSTANT);
            nvml.call("nvmlDeviceGetFieldValues", handle, 1, field);
            if (field.getInt(FIELD_RETURN_AT) != Nvml.SUCCESS) {
                throw new UnreadableException("This GPU does not tell its instant power.");
            }
            return field.getInt(FIELD_VALUE_AT) / 1e3;
        }
    }

    /** The power, in W; from Ampere on (GA100 apart) the mean of the last second. */
    double watts() throws UnreadableException {
        return number("nvmlDeviceGetPowerUsage") / 1e3;
    }

    /** The power the GPU is held below, in W. */
    double limitWatts() throws UnreadableException {
        return number("nvmlDeviceGetEnforcedPowerLimit") / 1e3;
    }

    /** In degrees Celsius. */
    int temperature() throws UnreadableException {
        var celsius = new IntByReference();
        nvml.call("nvmlDeviceGetTemperature", handle, 0, celsius);
        return celsius.getValue();
    }

    /** How much of the last moments something ran, in percent. */
    int utilization() throws UnreadableException {
        try (var percent = new Memory(8)) {
            nvml.call("nvmlDeviceGetUtilizationRates", handle, percent);
            return percent.getInt(0);
        }
    }

    /** Total and used memory, in bytes. */
    long[] memory() throws UnreadableException {
        try (var totalFreeUsed = new Memory(24)) {
            nvml.call("nvmlDeviceGetMemoryInfo", handle, totalFreeUsed);
            return new long[] {totalFreeUsed.getLong(0), totalFreeUsed.getLong(16)};
        }
    }

    /** The processes that compute on this GPU, with the bytes of its memory they hold; negative if that is not told. */
    Map<Integer, Long> processes() throws UnreadableException {
        try (var list = new Memory((long) MANY * PROCESS_BYTES)) {
            var count = new IntByReference(MANY);
            nvml.call("nvmlDeviceGetComputeRunningProcesses_v3", handle, count, list);
            Map<Integer, Long> bytes = new HashMap<>();
            for (int i = 0; i < count.getValue(); i++) {
                long at = (long) i * PROCESS_BYTES;
                bytes.put(list.getInt(at), list.getLong(at + 8));
            }
            return bytes;
        }
    }

    /**
     * How busy each process kept the GPU's multiprocessors since this was last asked, in percent summed over samples; empty
     * if nothing new is known.
     */
    Map<Integer, Integer> utilizationByProcess() throws UnreadableException {
        try (var list = new Memory((long) MANY * UTILIZATION_BYTES)) {
            var count = new IntByReference(MANY);
            if (!nvml.callUnless(
                    Nvml.NOT_FOUND, "nvmlDeviceGetProcessUtilization", handle, list, count, utilizationSeenUntil)) {
                return Map.of();
            }
            Map<Integer, Integer> busy = new HashMap<>();
            for (int i = 0; i < count.getValue(); i++) {
                long at = (long) i * UTILIZATION_BYTES;
                busy.merge(list.getInt(at), list.getInt(at + 16), Integer::sum);
                utilizationSeenUntil = Math.max(utilizationSeenUntil, list.getLong(at + 8));
            }
            return busy;
        }
    }

    private long number(String function) throws UnreadableException {
        var value = new IntByReference();
        nvml.call(function, handle, value);
        return Integer.toUnsignedLong(value.getValue());
    }
}
