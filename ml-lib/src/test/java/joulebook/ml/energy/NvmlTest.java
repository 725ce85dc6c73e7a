package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The NVML gauges against a library whose energy is known exactly. */
@EnabledOnOs(OS.LINUX)
class NvmlTest {

    @TempDir
    Path folder;

    private final FakeMachine machine = new FakeMachine();
    private final List<String> notes = new ArrayList<>();
    private NvmlStub stub;

    @BeforeEach
    void oneGpu() throws Exception {
        stub = new NvmlStub(folder).set("gpus", 1);
    }

    private Meter meter() throws UnreadableException {
        return meter(stub);
    }

    private Meter meter(NvmlStub library) throws UnreadableException {
        return machine.meter(NvmlGauges.of(Nvml.open(library.names()), machine::nanos, notes), notes);
    }

    private static DeviceEnergy only(Reading reading) {
        assertThat(reading.devices()).hasSize(1);
        return reading.devices().get(0);
    }

    @Test
    void subtractsTheCounter() throws Exception {
        stub.set("energy0", 7_000_000).set("power0", 20_000);
        Window window = meter().open();
        machine.advance(10);
        stub.set("energy0", 7_200_000).set("power0", 30_000);
        DeviceEnergy gpu = only(window.stop());
        assertThat(gpu.joules()).isCloseTo(200, within(1e-9));
        // 5 % for the sensor; a counter 0.1 s old at 20 W when it starts and at 30 W when it ends
        assertThat(gpu.low()).isCloseTo(190 - 2, within(1e-9));
        assertThat(gpu.high()).isCloseTo(210 + 3, within(1e-9));
        assertThat(gpu.source()).isEqualTo(EnergySource.NVML);
        assertThat(gpu.kind()).isEqualTo(DeviceKind.GPU);
        assertThat(gpu.device()).isEqualTo("GPU 0 Stub");
        assertThat(gpu.how()).contains("counter", "550.54");
        assertThat(machine.tickingCount()).as("a counter needs no sampling").isZero();
    }

    @Test
    void pricesASpanBetweenTwoCounterStepsByItsPower() throws Exception {
        stub.set("energy0", 7_000_000).set("power0", 100_000);
        Window window = meter().open();
        machine.advance(0.02);
        stub.set("power0", 200_000);
        DeviceEnergy gpu = only(window.stop());
        assertThat(gpu.joules()).isCloseTo(150 * 0.02, within(1e-9));
        assertThat(gpu.low()).isZero();
        assertThat(gpu.high()).isGreaterThanOrEqualTo(200 * 0.1);
    }

    @Test
    void integratesThePowerOfAGpuWithoutCounter() throws Exception {
        stub.set("energyCode", NvmlStub.NOT_SUPPORTED);
        integratesPower(stub);
    }

    @Test
    void integratesThePowerWhereTheLibraryLacksTheCounter() throws Exception {
        integratesPower(new NvmlStub(folder.resolve("old"), "-DNO_ENERGY").set("gpus", 1));
    }

    private void integratesPower(NvmlStub library) throws Exception {
        library.set("power0", 100_000);
        Meter meter = meter(library);
        machine.advance(50); // nothing open: this time belongs to no window
        Window outer = meter.open();
        Window inner = meter.open();
        assertThat(machine.tickingCount()).as("one sampler for both windows").isEqualTo(1);
        machine.advance(1);
        library.set("power0", 200_000);
        machine.tick();
        DeviceEnergy first = only(inner.stop());
        machine.advance(1);
        library.set("power0", 100_000);
        machine.tick();
        machine.advance(1);
        DeviceEnergy all = only(outer.stop());
        assertThat(first.joules()).isCloseTo(150, within(1e-9));
        assertThat(all.joules()).isCloseTo(150 + 150 + 100, within(1e-9));
        assertThat(all.low()).isCloseTo(0.95 * (100 + 100 + 100), within(1e-9));
        assertThat(all.high()).isCloseTo(1.05 * (200 + 200 + 100), within(1e-9));
        assertThat(all.how()).contains("sampled");
        assertThat(machine.tickingCount()).as("no window, no sampler").isZero();
    }

    @Test
    void bridgesASampleThatFails() throws Exception {
        stub.set("energyCode", NvmlStub.NOT_SUPPORTED).set("power0", 100_000);
        Window window = meter().open();
        machine.advance(1);
        stub.set("powerCode", NvmlStub.GPU_IS_LOST);
        machine.tick();
        stub.set("powerCode", 0).set("power0", 300_000);
        machine.advance(1);
        assertThat(only(window.stop()).joules()).isCloseTo(400, within(1e-9));
    }

    @Test
    void keepsTwoGpusApart() throws Exception {
        stub.set("gpus", 2).set("energy0", 1_000).set("energy1", 50_000);
        Window window = meter().open();
        machine.advance(1);
        stub.set("energy0", 4_000).set("energy1", 90_000);
        Reading reading = window.stop();
        assertThat(reading.devices()).extracting(DeviceEnergy::joules).containsExactly(3.0, 40.0);
        assertThat(reading.devices()).extracting(DeviceEnergy::device).doesNotHaveDuplicates();
        assertThat(reading.joules()).isEqualTo(43.0);
    }

    @Test
    void leavesOutAGpuThatShowsNothing() throws Exception {
        stub.set("energyCode", NvmlStub.NOT_SUPPORTED).set("powerCode", NvmlStub.NOT_SUPPORTED);
        Meter meter = meter();
        assertThat(meter.sources()).isEmpty();
        assertThat(meter.notes()).singleElement().asString().startsWith("GPU 0 is not measured");
    }

    @Test
    void aGpuLostInsideAWindowIsAbsentNotZero() throws Exception {
        stub.set("energy0", 1_000);
        Meter meter = meter();
        Window window = meter.open();
        machine.advance(1);
        stub.set("energyCode", NvmlStub.GPU_IS_LOST);
        assertThat(window.stop().devices()).isEmpty();
        assertThat(meter.notes()).singleElement().asString().contains("code 15", "restart the machine");
    }

    @Test
    void aDriverThatIsNotLoadedLeavesANoteAndTheCpu() throws Exception {
        stub.set("init", NvmlStub.DRIVER_NOT_LOADED);
        Meter meter = ThisMachine.assemble(stub.names(), folder.resolve("no-powercap"));
        assertThat(meter.notes())
                .anySatisfy(note -> assertThat(note).contains("Driver Not Loaded", "code 9", "load the NVIDIA driver"));
        assertThat(meter.sources()).containsExactly(EnergySource.ESTIMATE);
        meter.close();
    }

    @Test
    void aWorkingDriverIsMeasuredBesideTheCpu() throws Exception {
        stub.set("energy0", 1_000);
        Meter meter = ThisMachine.assemble(stub.names(), folder.resolve("no-powercap"));
        Window window = meter.open();
        stub.set("energy0", 3_500);
        Reading reading = window.stop();
        assertThat(reading.source()).isEqualTo("nvml+estimate");
        assertThat(reading.devices().get(0).joules()).isEqualTo(2.5);
        meter.close();
    }

    @Test
    void saysWhenThereIsNoLibrary() {
        assertThatThrownBy(() -> Nvml.open(List.of(folder.resolve("nothing.so").toString())))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("No NVIDIA driver library was found");
    }

    @Test
    void neverLoadsTheToolkitsStub() throws Exception {
        List<String> toolkit = new NvmlStub(folder.resolve("cuda/lib64/stubs")).names();
        assertThatThrownBy(() -> Nvml.open(toolkit))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("No NVIDIA driver library was found");
    }
}
