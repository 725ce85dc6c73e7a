package joulebook.ml.energy;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import joulebook.ml.InputException;

/** Puts the meter of a machine together from what the machine offers. */
final class ThisMachine {

    private ThisMachine() {}

    /** Made on first use, shared by the whole process, freed when it ends. */
    private static final class Shared {
        static final Meter METER = share(assemble(Nvml.usualNames(), Rapl.USUAL_ROOT));
    }

    static Meter meter() {
        return Shared.METER;
    }

    /**
     * @param nvmlNames the names under which NVML may be found, none to leave GPUs alone
     * @param raplRoot the powercap folder
     */
    static Meter assemble(List<String> nvmlNames, Path raplRoot) {
        LongSupplier nanoClock = System::nanoTime;
        List<String> notes = new ArrayList<>();
        List<Gauge> gauges = new ArrayList<>();
        Runnable release = addGpus(gauges, nvmlNames, nanoClock, notes);
        List<Gauge> packages = Rapl.gauges(raplRoot, nanoClock, notes);
        gauges.addAll(packages);
        if (packages.isEmpty()) {
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            gauges.add(new CpuEstimate(CpuModel.ofThisMachine(), system::getProcessCpuTime, nanoClock));
        }
        return new MachineMeter(gauges, notes, carbon(notes), nanoClock, Ticker.onDaemonThread(), release);
    }

    private static Runnable addGpus(
            List<Gauge> gauges, List<String> nvmlNames, LongSupplier nanoClock, Collection<String> notes) {
        try {
            Nvml nvml = Nvml.open(nvmlNames);
            try {
                gauges.addAll(NvmlGauges.of(nvml, nanoClock, notes));
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

    private static CarbonIntensity carbon(Collection<String> notes) {
        try {
            return CarbonIntensity.here();
        } catch (InputException unknownRegion) {
            notes.add(unknownRegion.getMessage() + " Until then CO2e is that of the world.");
            return CarbonIntensity.of("world");
        }
    }

    private static Meter share(Meter meter) {
        meter.open().close(); // loads what the first window would else pay for
        Runtime.getRuntime().addShutdownHook(new Thread(meter::close));
        return new Meter() {
            @Override
            public Window open(Runnable barrier) {
                return meter.open(barrier);
            }

            @Override
            public List<EnergySource> sources() {
                return meter.sources();
            }

            @Override
            public List<String> notes() {
                return meter.notes();
            }

            @Override
            public void close() {
                // others may still use it
            }
        };
    }
}
