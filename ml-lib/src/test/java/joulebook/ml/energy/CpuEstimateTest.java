package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import joulebook.ml.energy.CpuModel.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuEstimateTest {

    private final FakeMachine machine = new FakeMachine();
    private CpuTime time = new CpuTime(77, 99);

    private DeviceEnergy after(CpuModel model, double seconds, double ownSeconds, double machineSeconds) {
        var estimate = new CpuEstimate(model, () -> time, machine::nanos);
        Window window = machine.meter(List.of(estimate), List.of()).open();
        machine.advance(seconds);
        time = new CpuTime(
                time.ownNanos() + Math.round(ownSeconds * 1e9), time.machineNanos() + Math.round(machineSeconds * 1e9));
        return window.stop().devices().get(0);
    }

    private static CpuModel cpus(String name, int cpus) {
        return new CpuModel(name, cpus, cpus, Place.MACHINE);
    }

    @Test
    void isLinearInProcessorTimeBetweenIdleAndRatedPower() {
        CpuModel unknown = cpus("", 8); // 4 W a CPU: 32 W rated, 3.2 W idle
        assertThat(after(unknown, 10, 0, 0).joules()).isCloseTo(32, within(1e-9));
        assertThat(after(unknown, 10, 40, 40).joules()).isCloseTo(32 + 144, within(1e-9));
        assertThat(after(unknown, 10, 80, 80).joules()).isCloseTo(320, within(1e-9));
    }

    @Test
    void theSameFormulaHoldsForTheMachine() {
        DeviceEnergy energy = after(cpus("", 8), 10, 40, 70);
        assertThat(energy.joules()).isCloseTo(32 + 144, within(1e-9));
        assertThat(energy.total().value()).isCloseTo(32 + 252, within(1e-9));
        assertThat(after(cpus("", 8), 10, 0.006, 0).total().value())
                .as("the machine's coarser clock does not make it use less than this process")
                .isCloseTo(32 + 4 * 0.9 * 0.006, within(1e-9));
    }

    @Test
    void spansHalfToTwice() {
        DeviceEnergy energy = after(cpus("", 2), 1, 1, 1.5);
        assertThat(energy.low()).isCloseTo(0.5 * energy.joules(), within(1e-12));
        assertThat(energy.high()).isCloseTo(2 * energy.joules(), within(1e-12));
        assertThat(energy.total().high()).isCloseTo(2 * energy.total().value(), within(1e-12));
        assertThat(energy.source()).isEqualTo(EnergySource.ESTIMATE);
    }

    @Test
    void aContainerPaysForItsCpusAndSaysSo() {
        CpuModel container = new CpuModel("AMD EPYC 7742 64-Core Processor", 2, 128, Place.CONTAINER);
        DeviceEnergy energy = after(container, 10, 20, 20);
        assertThat(energy.joules()).isCloseTo(225.0 / 128 * 2 * 10, within(1e-9));
        assertThat(energy.total().value()).isCloseTo(225.0 / 128 * (0.1 * 128 * 10 + 0.9 * 20), within(1e-9));
        assertThat(energy.how())
                .contains("a container's part of the machine", "7742", "1.8 W", "2 CPUs", "0.18 W idle");
        assertThat(after(cpus("AMD EPYC 7742 64-Core Processor", 128), 1, 0, 0).how())
                .doesNotContain("part of");
    }

    @Test
    void sharesAMeteredEnergyOutByTheSameFormula() {
        CpuModel model = cpus("", 8);
        assertThat(CpuEstimate.share(model, 10, 40, 40)).as("alone").isEqualTo(1);
        assertThat(CpuEstimate.share(model, 10, 40, 70)).isCloseTo((8 + 36.0) / (8 + 63), within(1e-12));
        assertThat(CpuEstimate.share(model, 0, 0, 0)).isZero();
    }

    @Test
    void memoryCostsWhatItHolds() {
        var memory = new MemoryEstimate(64_000_000_000L, () -> Optional.of(8_000_000_000L), machine::nanos);
        Window window = machine.meter(List.of(memory), List.of()).open();
        machine.run(10);
        DeviceEnergy energy = window.stop().devices().get(0);
        assertThat(energy.joules()).as("3 W for 8 GB").isCloseTo(30, within(1e-6));
        assertThat(energy.total().value()).isCloseTo(240, within(1e-6));
        assertThat(energy.kind()).isEqualTo(DeviceKind.MEMORY);
    }

    @Test
    void readsProcessorTimeFromProcStat(@TempDir Path folder) throws IOException {
        Path stat = Files.writeString(folder.resolve("stat"), "cpu  100 2 30 4000 500 6 7 8 9 10\ncpu0 1 1 1 1\n");
        ProcFile file = ProcFile.open(stat.toString()).orElseThrow();
        assertThat(CpuTime.busyNanos(file)).isEqualTo((100 + 2 + 30 + 6 + 7) * 10_000_000L);
        Files.writeString(stat, "cpu  200 2 30 4000 500 6 7 8 9 10\n");
        assertThat(CpuTime.busyNanos(file)).as("read anew").isEqualTo((200 + 2 + 30 + 6 + 7) * 10_000_000L);
        assertThat(file.numbersAfter("VmRSS:", 1)).isEmpty();
        assertThat(file.numbersAfter("cpu ", 11)).isEmpty();
        CpuTime now = CpuTime.ofThisMachine().get();
        assertThat(now.ownNanos()).isPositive();
        assertThat(now.machineNanos()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "AMD EPYC 9654 96-Core Processor, AMD EPYC 9654",
        "AMD EPYC 9755 128-Core Processor, AMD EPYC 9655",
        "AMD EPYC, AMD EPYC 7763",
        "Intel(R) Xeon(R) Platinum 8480+, Intel Xeon Platinum 8480+",
        "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz, Intel Xeon Platinum 8280",
        "Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz, Intel Xeon Platinum 8380",
        "Intel(R) Xeon(R) CPU @ 2.20GHz, Intel Xeon Platinum 8380",
        "Intel(R) Xeon(R) CPU E5-2686 v4 @ 2.30GHz, Intel Xeon E5-2690 v4",
        "Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz, Intel Core i5-8250U",
        "11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz, Intel Core i5-8250U",
        "13th Gen Intel(R) Core(TM) i9-13900K, Intel Core i9-13900K",
        "12th Gen Intel(R) Core(TM) i7-12700H, Intel Core i7-10750H",
        "Intel(R) Core(TM) Ultra 7 155H, Intel Core Ultra 7 155H",
        "AMD Ryzen 9 7950X 16-Core Processor, AMD Ryzen 9 7950X",
        "AMD Ryzen 7 PRO 5850U with Radeon Graphics, AMD Ryzen 7 5800U",
        "AMD Ryzen 7 5800HS with Radeon Graphics, AMD Ryzen 7 5800H",
        "AMD Ryzen Threadripper 1950X 16-Core Processor, AMD Ryzen Threadripper 3970X",
    })
    void findsTheFamily(String modelName, String basis) {
        assertThat(CpuPower.of(modelName).basis()).isEqualTo(basis);
    }

    @Test
    void readsTheModelFromProcCpuInfo() {
        String virtual = "processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu rdtscp hypervisor lahf_lm\n";
        assertThat(CpuModel.of(virtual, 2, false)).isEqualTo(new CpuModel("AMD EPYC", 2, 2, Place.VIRTUAL_MACHINE));
        String metal = "processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu rdtscp lahf_lm\nprocessor\t: 1\n";
        assertThat(CpuModel.of(metal, 1, false)).isEqualTo(new CpuModel("AMD EPYC", 1, 2, Place.MACHINE));
        assertThat(CpuModel.of(metal, 1, true).place()).isEqualTo(Place.CONTAINER);
        assertThat(CpuModel.of(virtual, 1, true).place()).isEqualTo(Place.CONTAINER_IN_VIRTUAL_MACHINE);
        assertThat(CpuModel.of("processor\t: 0\nBogoMIPS\t: 50.00\n", 4, false).name())
                .isEmpty();
    }
}
