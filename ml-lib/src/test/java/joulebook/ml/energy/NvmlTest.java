package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** GPUs, through the binding, against a library that replays traces whose energy is known exactly. */
@EnabledOnOs(OS.LINUX)
class NvmlTest {

    private static final String COUNTER = "nvmlDeviceGetTotalEnergyConsumption";
    private static final Trace SQUARE = Trace.square(60, 300, 0.06, 70);

    @TempDir
    Path folder;

    private final FakeMachine machine = new FakeMachine();
    private final List<String> notes = new ArrayList<>();
    private NvmlStub stub;

    @BeforeEach
    void oneGpu() throws Exception {
        stub = new NvmlStub(folder).replay(Trace.constant(100));
        machine.tells(stub::time);
        machine.advance(3);
    }

    private Meter meter() throws UnreadableException {
        return machine.meter(ThisMachine.gpus(Nvml.open(stub.names()), machine::nanos, notes), notes);
    }

    private Reading measured(double seconds) throws UnreadableException {
        Window window = meter().open();
        machine.run(seconds);
        return window.stop();
    }

    private static DeviceEnergy only(Reading reading) {
        assertThat(reading.devices()).hasSize(1);
        return reading.devices().get(0);
    }

    private void hasNoCounter() {
        stub.fail(COUNTER, NvmlStub.NOT_SUPPORTED);
    }

    @Test
    void subtractsTheCounter() throws Exception {
        stub.replay(Trace.ramp(20, 30, 13));
        Window window = meter().open();
        machine.run(10);
        DeviceEnergy gpu = only(window.stop());
        double truth = Trace.ramp(20, 30, 13).joules(3, 13);
        assertThat(gpu.total().value()).as("two readings of 1 mJ").isCloseTo(truth, within(0.001));
        // 5 % for the sensor; a counter 0.1 s old at 22.3 W when it starts and at 30 W when it ends
        assertThat(gpu.total().low()).isCloseTo(truth - Math.hypot(0.05 * truth, 2.2308), within(0.01));
        assertThat(gpu.total().high()).isCloseTo(truth + Math.hypot(0.05 * truth, 3), within(0.01));
        assertThat(gpu.source()).isEqualTo(EnergySource.NVML);
        assertThat(gpu.kind()).isEqualTo(DeviceKind.GPU);
        assertThat(gpu.device()).isEqualTo("GPU 0 Stub");
        assertThat(gpu.how()).contains("counter", "550.54");
        assertThat(gpu.sampling().orElseThrow().peakWatts()).isCloseTo(30, within(0.01));
        assertThat(gpu.meanWatts().orElseThrow()).isCloseTo(truth / 10, within(0.01));
    }

    @Test
    void aCounterIsRightWithinItsStep() throws Exception {
        stub.replay(SQUARE).set("STEP", 0.1);
        Interval joules = only(measured(60.03)).total();
        double truth = SQUARE.joules(3, 63.03);
        assertThat(joules.value()).isCloseTo(truth, within(0.1 * 300));
        assertThat(truth).isBetween(joules.low(), joules.high());
    }

    @Test
    void pricesASpanBetweenTwoCounterStepsByItsPower() throws Exception {
        stub.set("STEP", 0.1);
        machine.advance(0.01);
        Window window = meter().open();
        machine.advance(0.02);
        Interval joules = only(window.stop()).total();
        assertThat(joules.value()).isCloseTo(100 * 0.02, within(1e-9));
        assertThat(joules.low()).isZero();
        assertThat(joules.high()).isGreaterThanOrEqualTo(100 * 0.1);
    }

    @Test
    void bridgesACounterThatStartsAgain() throws Exception {
        stub.set("WRAP", 450_000);
        assertThat(only(measured(10)).total().value()).isCloseTo(1000, Percentage.withPercentage(0.01));
    }

    @Test
    void integratesAConstantPower() throws Exception {
        hasNoCounter();
        DeviceEnergy gpu = only(measured(10));
        assertThat(gpu.total().value()).isCloseTo(1000, within(0.01));
        assertThat(gpu.total().low()).as("the sensor alone").isCloseTo(950, within(0.01));
        assertThat(gpu.how()).contains("sampled power");
        assertThat(gpu.sampling().orElseThrow().samples()).isBetween(80, 130);
        assertThat(gpu.sampling().orElseThrow().longestGap()).isBetween(0.1, 0.15);
    }

    @Test
    void integratesARamp() throws Exception {
        Trace ramp = Trace.ramp(40, 390, 12);
        stub.replay(ramp);
        hasNoCounter();
        assertThat(only(measured(10)).total().value()).isCloseTo(ramp.joules(3, 13), Percentage.withPercentage(1));
    }

    @Test
    void integratesASquareWaveFasterThanItsSampling() throws Exception {
        stub.replay(SQUARE);
        hasNoCounter();
        Interval joules = only(measured(60)).total();
        double truth = SQUARE.joules(3, 63);
        assertThat(joules.value()).isCloseTo(truth, Percentage.withPercentage(5));
        assertThat(truth).isBetween(joules.low(), joules.high());
    }

    @Test
    void integratesPowerWithAnOldDriver() throws Exception {
        stub = new NvmlStub(folder.resolve("old"), "-DOLD_DRIVER").replay(Trace.ramp(40, 390, 12));
        machine.tells(stub::time);
        DeviceEnergy gpu = only(measured(10));
        assertThat(gpu.total().value()).isCloseTo(Trace.ramp(40, 390, 12).joules(3, 13), Percentage.withPercentage(1));
        assertThat(gpu.how()).contains("as the driver averages it");
        assertThat(gpu.attributed()).as("such a driver does not tell processes").isEmpty();
    }

    @Test
    void measuresAGpuThatTellsEnergyAlone() throws Exception {
        stub.set("FAIL", "nvmlDeviceGetPowerUsage=3,nvmlDeviceGetFieldValues=3,nvmlDeviceGetUUID=3");
        Meter meter = meter();
        Window window = meter.open();
        machine.run(10);
        DeviceEnergy gpu = only(window.stop());
        assertThat(gpu.total().value()).isCloseTo(1000, within(0.01));
        assertThat(gpu.sampling().orElseThrow().peakWatts()).isCloseTo(100, within(1.0));
        assertThat(meter.devices().get(0).facts()).noneMatch(fact -> fact.contains("GPU-stub"));
    }

    @Test
    void aStarvedSamplerWidensTheInterval() throws Exception {
        stub.replay(SQUARE);
        hasNoCounter();
        Window window = meter().open();
        machine.run(2);
        DeviceEnergy fed = only(window.read());
        machine.advance(2);
        DeviceEnergy starved = only(window.stop());
        assertThat(starved.sampling().orElseThrow().longestGap()).isEqualTo(2);
        assertThat(starved.total().high() - starved.total().value())
                .isGreaterThan(2 * (fed.total().high() - fed.total().value()));
        assertThat(SQUARE.joules(3, 7))
                .isBetween(starved.total().low(), starved.total().high());
    }

    @Test
    void windowsNestAndOverlap() throws Exception {
        Trace ramp = Trace.ramp(40, 390, 12);
        stub.replay(ramp);
        hasNoCounter();
        Meter meter = meter();
        Window outer = meter.open();
        machine.run(2);
        Window inner = meter.open();
        machine.run(3);
        DeviceEnergy first = only(outer.stop());
        assertThat(machine.samples()).isTrue();
        machine.run(1);
        DeviceEnergy second = only(inner.stop());
        assertThat(first.total().value()).isCloseTo(ramp.joules(3, 8), Percentage.withPercentage(0.1));
        assertThat(second.total().value()).isCloseTo(ramp.joules(5, 9), Percentage.withPercentage(0.1));
        assertThat(second.sampling().orElseThrow().seconds()).isCloseTo(4, within(1e-9));
        assertThat(machine.samples()).as("no window, no sampler").isFalse();
    }

    @Test
    void bridgesASampleThatFails() throws Exception {
        hasNoCounter();
        Window window = meter().open();
        machine.advance(1);
        stub.set("FAIL", COUNTER + "=3,nvmlDeviceGetFieldValues=" + NvmlStub.GPU_IS_LOST);
        machine.tick();
        hasNoCounter();
        machine.advance(1);
        Reading reading = window.stop();
        assertThat(only(reading).total().value()).isCloseTo(200, within(1e-9));
        assertThat(only(reading).sampling().orElseThrow().longestGap()).isEqualTo(2);
    }

    @Test
    void keepsWhatWasMeasuredOfAGpuThatIsLost() throws Exception {
        stub.set("LOST_AT", 8);
        Meter meter = meter();
        Window window = meter.open();
        machine.run(7);
        Reading reading = window.stop();
        Interval joules = only(reading).total();
        assertThat(joules.value()).isCloseTo(500, within(15.0));
        assertThat(joules.low()).isLessThan(500);
        assertThat(joules.high()).as("2 s at the limit of 400 W").isGreaterThan(500 + 2 * 400);
        assertThat(reading.notes())
                .anySatisfy(note -> assertThat(note)
                        .startsWith("GPU 0 Stub did not answer for the last 2")
                        .contains("code 15", "restart the machine"));
        assertThat(meter.notes()).hasSize(1);
        Reading after = meter.open().stop();
        assertThat(after.devices()).as("absent, not zero").isEmpty();
        assertThat(after.notes()).singleElement().asString().contains("code 15");
    }

    @Test
    void keepsTwoGpusApart() throws Exception {
        stub.replay(Trace.constant(3), SQUARE);
        Reading reading = measured(10);
        assertThat(reading.devices()).extracting(DeviceEnergy::device).containsExactly("GPU 0 Stub", "GPU 1 Stub");
        assertThat(reading.devices().get(0).total().value()).isCloseTo(30, within(0.001));
        assertThat(reading.devices().get(1).total().value()).isCloseTo(SQUARE.joules(3, 13), within(0.001));
        assertThat(reading.totalJoules()).isCloseTo(30 + SQUARE.joules(3, 13), within(0.002));
    }

    @Test
    void tellsTheShareOfThisProcess() throws Exception {
        Nvml nvml = Nvml.open(stub.names());
        stub.set("PROCESSES", "77 5000 30;88 9000 10");
        var gauge = new GpuGauge(0, nvml.device(0), "1", Optional.of(new GpuShare(nvml.device(0), 77)), machine::nanos);
        Meter meter = machine.meter(List.of(gauge), notes);
        Window window = meter.open();
        machine.run(10);
        Reading shared = window.stop();
        assertThat(shared.joules()).isCloseTo(750, within(0.01));
        assertThat(shared.totalJoules()).isCloseTo(1000, within(0.01));
        assertThat(shared.low()).isLessThan(750 * 0.9);
        assertThat(shared.peakMemory().gpu()).contains(5000L);
        assertThat(shared.notes()).isEmpty();

        stub.set("PROCESSES", "77 6000 0");
        machine.advance(1); // the driver is asked twice a second at most
        window = meter.open();
        machine.run(1);
        assertThat(only(window.stop()).attributed())
                .as("nobody else is there")
                .contains(only(window.stop()).total());

        stub.set("PROCESSES", "88 9000 10");
        machine.advance(1);
        window = meter.open();
        machine.run(1);
        assertThat(window.stop().joules()).as("known to be nothing").isZero();
    }

    @Test
    void saysWhereTheShareIsNotTold() throws Exception {
        stub.fail("nvmlDeviceGetComputeRunningProcesses_v3", NvmlStub.NOT_SUPPORTED);
        Reading reading = measured(10);
        assertThat(only(reading).attributed()).isEmpty();
        assertThat(reading.joules()).isEqualTo(reading.totalJoules());
        assertThat(reading.notes()).singleElement().asString().contains("GPU 0 Stub", "share");
    }

    @Test
    void leavesOutAGpuThatShowsNothing() throws Exception {
        stub.set("FAIL", COUNTER + "=3,nvmlDeviceGetPowerUsage=3,nvmlDeviceGetFieldValues=3");
        Meter meter = meter();
        assertThat(meter.sources()).isEmpty();
        assertThat(meter.notes()).singleElement().asString().startsWith("GPU 0 is not measured");
    }

    @Test
    void describesAGpu() throws Exception {
        DeviceInfo gpu = meter().devices().get(0);
        assertThat(gpu.device()).isEqualTo("GPU 0 Stub");
        assertThat(gpu.facts())
                .containsExactly("GPU-stub-0", "power limit 400 W", "41 °C", "73 % busy", "12.0 of 80.0 GB used");
    }

    @Test
    void showsThePowerNow() throws Exception {
        stub.replay(Trace.constant(150), Trace.ramp(0, 100, 10));
        assertThat(meter().power())
                .containsExactly(
                        new DevicePower("GPU 0 Stub", DeviceKind.GPU, EnergySource.NVML, 150),
                        new DevicePower("GPU 1 Stub", DeviceKind.GPU, EnergySource.NVML, 30));
    }

    @Test
    void aDriverThatIsNotLoadedLeavesANoteAndTheCpu() throws Exception {
        stub.fail("nvmlInit_v2", NvmlStub.DRIVER_NOT_LOADED);
        Meter meter = ThisMachine.assemble(stub.names(), folder.resolve("no-powercap"), true);
        assertThat(meter.notes())
                .anySatisfy(note -> assertThat(note).contains("Driver Not Loaded", "code 9", "load the NVIDIA driver"));
        assertThat(meter.sources()).containsExactly(EnergySource.ESTIMATE);
        meter.close();
    }

    @Test
    void aWorkingDriverIsMeasuredBesideTheCpu() throws Exception {
        Meter meter = ThisMachine.assemble(stub.names(), folder.resolve("no-powercap"), true);
        Window window = meter.open();
        machine.advance(0.025);
        Reading reading = window.stop();
        assertThat(reading.source()).isEqualTo("nvml+estimate");
        assertThat(reading.devices().get(0).total().value()).isEqualTo(2.5);
        meter.close();
    }

    @Test
    void saysWhenThereIsNoLibrary() {
        assertThatThrownBy(() -> Nvml.open(List.of(folder.resolve("nothing.so").toString())))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("No NVIDIA driver library could be loaded");
    }

    @Test
    void aBrokenLibraryIsPassedOver() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.so"), "no library");
        assertThatThrownBy(() -> Nvml.open(List.of(broken.toString())))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("could be loaded");
        Nvml.open(List.of(broken.toString(), stub.names().get(0))).close();
    }

    @Test
    void aDriverThatAnswersByHalvesIsANoteForEachGpu() throws Exception {
        stub.replay(Trace.constant(3), Trace.constant(4)).fail("nvmlDeviceGetName", NvmlStub.GPU_IS_LOST);
        Meter meter = meter();
        assertThat(meter.sources()).isEmpty();
        assertThat(meter.notes()).hasSize(2).allMatch(note -> note.contains("code 15"));
        assertThat(meter.open().stop().source()).isEqualTo("none");
    }

    @Test
    void neverLoadsTheToolkitsStub() throws Exception {
        List<String> toolkit = new NvmlStub(folder.resolve("cuda/lib64/stubs")).names();
        assertThatThrownBy(() -> Nvml.open(toolkit))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("No NVIDIA driver library could be loaded");
    }
}
