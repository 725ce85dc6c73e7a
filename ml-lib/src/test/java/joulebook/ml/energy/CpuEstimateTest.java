package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuEstimateTest {

    private final FakeMachine machine = new FakeMachine();
    private final AtomicLong cpuNanos = new AtomicLong(77);

    private DeviceEnergy after(CpuModel model, double seconds, double cpuSeconds) {
        var estimate = new CpuEstimate(model, cpuNanos::get, machine::nanos);
        Window window = machine.meter(List.of(estimate), List.of()).open();
        machine.advance(seconds);
        cpuNanos.addAndGet(Math.round(cpuSeconds * 1e9));
        return window.stop().devices().get(0);
    }

    @Test
    void isLinearInProcessorTimeBetweenIdleAndRatedPower() {
        CpuModel unknown = new CpuModel("", 8, false); // 4 W a CPU: 32 W rated, 3.2 W idle
        assertThat(after(unknown, 10, 0).joules()).isCloseTo(32, within(1e-9));
        assertThat(after(unknown, 10, 40).joules()).isCloseTo(32 + 144, within(1e-9));
        assertThat(after(unknown, 10, 80).joules()).isCloseTo(320, within(1e-9));
    }

    @Test
    void spansHalfToTwice() {
        DeviceEnergy energy = after(new CpuModel("", 2, false), 1, 1);
        assertThat(energy.low()).isCloseTo(0.5 * energy.joules(), within(1e-12));
        assertThat(energy.high()).isCloseTo(2 * energy.joules(), within(1e-12));
        assertThat(energy.source()).isEqualTo(EnergySource.ESTIMATE);
    }

    @Test
    void aSliceOfAHostPaysForItsCpusAndSaysSo() {
        DeviceEnergy slice = after(new CpuModel("AMD EPYC 7742 64-Core Processor", 2, true), 10, 20);
        assertThat(slice.joules()).isCloseTo(225.0 / 128 * 2 * 10, within(1e-9));
        assertThat(slice.how()).contains("slice of a host", "7742", "1.8 W", "2 CPUs");
        DeviceEnergy whole = after(new CpuModel("AMD EPYC 7742 64-Core Processor", 128, false), 1, 0);
        assertThat(whole.how()).doesNotContain("slice");
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
        assertThat(CpuModel.of(virtual, 2, false)).isEqualTo(new CpuModel("AMD EPYC", 2, true));
        String metal = "processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu rdtscp lahf_lm\n";
        assertThat(CpuModel.of(metal, 2, false)).isEqualTo(new CpuModel("AMD EPYC", 2, false));
        assertThat(CpuModel.of(metal, 2, true).slice()).isTrue();
        assertThat(CpuModel.of("processor\t: 0\nBogoMIPS\t: 50.00\n", 4, false)).isEqualTo(new CpuModel("", 4, false));
    }
}
