package joulebook.ml.energy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/** A gauge for each GPU that NVML shows: its energy counter where it has one, else its sampled power. */
final class NvmlGauges {

    private NvmlGauges() {}

    /** @param notes receives a sentence for each GPU that cannot be measured */
    static List<Gauge> of(Nvml nvml, LongSupplier nanoClock, Collection<String> notes) throws UnreadableException {
        List<Gauge> gauges = new ArrayList<>();
        String driver = nvml.driverVersion();
        int count = nvml.deviceCount();
        for (int index = 0; index < count; index++) {
            try {
                Nvml.Device gpu = nvml.device(index);
                String name = "GPU " + index + " " + gpu.name();
                gauges.add(
                        hasCounter(gpu)
                                ? new GpuCounter(name, driver, gpu, nanoClock)
                                : new GpuPower(name, driver, gpu, nanoClock));
            } catch (UnreadableException problem) {
                notes.add("GPU " + index + " is not measured: " + problem.getMessage());
            }
        }
        return gauges;
    }

    private static boolean hasCounter(Nvml.Device gpu) throws UnreadableException {
        try {
            gpu.joules();
            return true;
        } catch (UnreadableException noCounter) {
            gpu.watts();
            return false;
        }
    }
}
