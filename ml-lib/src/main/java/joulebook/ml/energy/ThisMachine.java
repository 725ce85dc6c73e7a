package joulebook.ml.energy;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import joulebook.ml.InputException;

/** Puts the meter of a machine together from what the machine offers. */
final class ThisMachine {

    /** The number Linux gives the first namespace of processes. */
    private static final String HOST_NAMESPACE = "pid:[4026531836]";

    private ThisMachine() {}

    /** Made on first use, shared by the whole process: closing it frees nothing, the end of the process does. */
    private static final class Shared {
        static final Meter METER = warm(assemble(Nvml.usualNames(), Rapl.USUAL_ROOT, false));

        /** Loads what the first window would else pay for. */
        private static Meter warm(Meter meter) {
            meter.open().close();
            return meter;
        }
    }

    static Meter meter() {
        return Shared.METER;
    }

    /**
     * @param nvmlNames the names under which NVML may be found, none to leave GPUs alone
     * @param raplRoot the powercap folder
     * @param closes whether closing the meter ends NVML
     */
    static Meter assemble(List<String> nvmlNames, Path raplRoot, boolean closes) {
        LongSupplier nanoClock = System::nanoTime;
        List<String> notes = new ArrayList<>();
        List<Gauge> gauges = new ArrayList<>();
        Runnable release = addGpus(gauges, nvmlNames, nanoClock, notes);
        Runnable queues = gauges.isEmpty() ? () -> {} : queues();
        CpuModel cpu = CpuModel.ofThisMachine();
        Supplier<CpuTime> time = CpuTime.ofThisMachine();
        ProcessMemory memory = ProcessMemory.ofThisProcess();
        List<Gauge> counters = Rapl.gauges(raplRoot, cpu, time, nanoClock, notes);
        gauges.addAll(counters);
        if (counters.isEmpty()) {
            gauges.add(new CpuEstimate(cpu, time, nanoClock));
        }
        if (counters.stream()
                .noneMatch(counter ->
                        counter.kind() == DeviceKind.MEMORY || counter.device().equals(Rapl.PLATFORM))) {
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            gauges.add(new MemoryEstimate(system.getTotalMemorySize(), memory.resident(), nanoClock));
        }
        return new MachineMeter(
                gauges,
                memory,
                notes,
                carbon(notes),
                nanoClock,
                Ticker.onDaemonThread(),
                queues,
                closes ? release : () -> {});
    }

    private static Runnable queues() {
        Optional<Cuda> cuda = Cuda.open(Cuda.usualNames());
        return () -> cuda.ifPresent(Cuda::synchronize);
    }

    private static Runnable addGpus(
            List<Gauge> gauges, List<String> nvmlNames, LongSupplier nanoClock, Collection<String> notes) {
        try {
            Nvml nvml = Nvml.open(nvmlNames);
            try {
                gauges.addAll(gpus(nvml, nanoClock, notes));
                return nvml::close;
            } catch (UnreadableException silent) {
                nvml.close();
                throw silent;
            }
        } catch (UnreadableException noGpu) {
            notes.add(noGpu.getMessage());
            return () -> {};
        }
    }

    /** @param notes receives a sentence for each GPU that cannot be measured */
    static List<Gauge> gpus(Nvml nvml, LongSupplier nanoClock, Collection<String> notes) throws UnreadableException {
        List<Gauge> gauges = new ArrayList<>();
        String driver = nvml.driverVersion();
        int count = nvml.deviceCount();
        for (int index = 0; index < count; index++) {
            try {
                NvmlDevice gpu = nvml.device(index);
                Optional<GpuShare> share = ownPid().map(pid -> new GpuShare(gpu, pid));
                gauges.add(new GpuGauge(index, gpu, driver, share, nanoClock));
            } catch (UnreadableException problem) {
                notes.add("GPU " + index + " is not measured: " + problem.getMessage());
            }
        }
        return gauges;
    }

    /** This process as the driver knows it; empty in a container or WSL, where the driver knows it by another number. */
    private static Optional<Integer> ownPid() {
        Optional<Integer> pid = Optional.of((int) ProcessHandle.current().pid());
        try {
            Path namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
            return pid.filter(known -> namespace.endsWith(HOST_NAMESPACE));
        } catch (IOException notLinux) {
            return pid;
        }
    }

    private static CarbonIntensity carbon(Collection<String> notes) {
        try {
            return CarbonIntensity.here();
        } catch (InputException unknownRegion) {
            notes.add(unknownRegion.getMessage() + " Until then CO2e is that of the world.");
            return CarbonIntensity.of("world");
        }
    }
}
