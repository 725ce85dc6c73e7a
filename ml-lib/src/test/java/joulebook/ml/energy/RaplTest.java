package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The RAPL gauges against a powercap tree in a folder. */
class RaplTest {

    private static final long RANGE = 1_000_000_000L;

    @TempDir
    Path root;

    private static final CpuModel CPU = new CpuModel("", 4, 4, CpuModel.Place.MACHINE);

    private CpuTime time = new CpuTime(0, 0);
    private final FakeMachine machine = new FakeMachine();
    private final List<String> notes = new ArrayList<>();

    private void zone(String id, String name, long microjoules) throws IOException {
        Path zone = Files.createDirectories(root.resolve(id));
        Files.writeString(zone.resolve("name"), name + "\n");
        Files.writeString(zone.resolve("max_energy_range_uj"), RANGE + "\n");
        counter(id, microjoules);
    }

    private void counter(String id, long microjoules) throws IOException {
        Files.writeString(root.resolve(id).resolve("energy_uj"), microjoules + "\n");
    }

    private Meter meter() {
        return machine.meter(Rapl.gauges(root, CPU, () -> time, machine::nanos, notes), notes);
    }

    private static double joules(Reading reading, String device) {
        return reading.devices().stream()
                .filter(energy -> energy.device().equals(device))
                .mapToDouble(energy -> energy.total().value())
                .sum();
    }

    @Test
    void countsPackagesAndMemoryOfTwoSocketsOnceEach() throws IOException {
        zone("intel-rapl:0", "package-0", 10);
        zone("intel-rapl:0:0", "core", 10);
        zone("intel-rapl:0:1", "uncore", 10);
        zone("intel-rapl:0:2", "dram", 10);
        zone("intel-rapl:1", "package-1", 10);
        zone("intel-rapl:1:0", "dram", 10);
        zone("intel-rapl:2", "psys", 10);
        zone("intel-rapl-mmio:0", "package-0", 10);
        Files.createDirectory(root.resolve("intel-rapl"));
        Window window = meter().open();
        machine.advance(1);
        counter("intel-rapl:0", 30_000_010);
        counter("intel-rapl:0:0", 20_000_010);
        counter("intel-rapl:0:1", 5_000_010);
        counter("intel-rapl:0:2", 4_000_010);
        counter("intel-rapl:1", 50_000_010);
        counter("intel-rapl:1:0", 6_000_010);
        counter("intel-rapl:2", 99_000_010);
        counter("intel-rapl-mmio:0", 30_000_010);
        Reading reading = window.stop();
        assertThat(reading.devices())
                .extracting(DeviceEnergy::device)
                .containsExactlyInAnyOrder(
                        "CPU package-0", "CPU package-0 dram", "CPU package-1", "CPU package-1 dram");
        assertThat(joules(reading, "CPU package-0")).isEqualTo(30.0);
        assertThat(joules(reading, "CPU package-0 dram")).isEqualTo(4.0);
        assertThat(joules(reading, "CPU package-1")).isEqualTo(50.0);
        assertThat(joules(reading, "CPU package-1 dram")).isEqualTo(6.0);
        assertThat(reading.source()).isEqualTo("rapl");
        assertThat(notes).isEmpty();
    }

    @Test
    void thePlatformStandsInForPackagesThatAreNotCounted() throws IOException {
        zone("intel-rapl:0", "psys", 10);
        Window window = meter().open();
        machine.advance(1);
        counter("intel-rapl:0", 40_000_010);
        Reading reading = window.stop();
        assertThat(reading.devices()).extracting(DeviceEnergy::device).containsExactly("CPU and platform");
        assertThat(joules(reading, "CPU and platform")).isEqualTo(40.0);
    }

    @Test
    void theIntervalHoldsTheSensorAndOneCounterStep() throws IOException {
        zone("intel-rapl:0", "package-0", 0);
        Window window = meter().open();
        machine.advance(0.01);
        counter("intel-rapl:0", 1_000_000);
        DeviceEnergy cpu = window.stop().devices().get(0);
        assertThat(cpu.total().low()).isCloseTo(1 - Math.hypot(0.05, 0.1), within(1e-9));
        assertThat(cpu.total().high()).isCloseTo(1 + Math.hypot(0.05, 0.1), within(1e-9));
    }

    @Test
    void followsEachZoneAcrossItsOwnWraps() throws IOException {
        zone("intel-rapl:0", "package-0", RANGE - 5_000_000);
        zone("intel-rapl:1", "package-1", 100_000_000);
        Window window = meter().open();
        machine.advance(60);
        counter("intel-rapl:0", 20_000_000); // wrapped
        counter("intel-rapl:1", 130_000_000); // did not
        machine.tick();
        machine.advance(60);
        counter("intel-rapl:0", 10_000_000); // wrapped once more, seen because of the tick between
        counter("intel-rapl:1", 140_000_000);
        Reading reading = window.stop();
        assertThat(joules(reading, "CPU package-0")).isCloseTo(25 + 990, within(1e-9));
        assertThat(joules(reading, "CPU package-1")).isCloseTo(40, within(1e-9));
    }

    @Test
    void followsATraceThroughManyWraps() throws IOException {
        Trace trace = Trace.ramp(20, 280, 70);
        zone("intel-rapl:0", "package-0", 0);
        machine.tells(nanos -> {
            try {
                counter("intel-rapl:0", (long) (1e6 * trace.joules(0, nanos / 1e9)) % RANGE);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
        machine.advance(2);
        Window window = meter().open();
        machine.run(68);
        DeviceEnergy cpu = window.stop().devices().get(0);
        double truth = trace.joules(2, 70);
        assertThat(truth).as("some wraps").isGreaterThan(5 * RANGE / 1e6);
        assertThat(cpu.total().value()).as("two readings of 1 uJ").isCloseTo(truth, within(2e-6));
        assertThat(cpu.sampling().orElseThrow().peakWatts())
                .as("the mean of a tenth of a second or more")
                .isCloseTo(280, within(2.0));
    }

    @Test
    void aThreadThatWasInterruptedStillMeasures() throws IOException {
        zone("intel-rapl:0", "package-0", 0);
        Window window = meter().open();
        machine.advance(1);
        counter("intel-rapl:0", 2_000_000);
        Thread.currentThread().interrupt();
        Reading reading = window.stop();
        assertThat(Thread.interrupted()).as("left for others to see").isTrue();
        assertThat(reading.totalJoules()).isEqualTo(2.0);
        assertThat(reading.notes()).isEmpty();
    }

    @Test
    void sharesAPackageOutByProcessorTime() throws IOException {
        zone("intel-rapl:0", "package-0", 0);
        Window window = meter().open();
        machine.advance(10);
        counter("intel-rapl:0", 220_000_000);
        time = new CpuTime(10_000_000_000L, 20_000_000_000L);
        DeviceEnergy cpu = window.stop().devices().get(0);
        assertThat(cpu.total().value()).isEqualTo(220);
        assertThat(cpu.joules()).as("(4 + 9) of (4 + 18) parts").isCloseTo(130, within(1e-9));
        assertThat(cpu.low()).isLessThan(130 * 0.95);
        assertThat(cpu.high()).isBetween(130 * 1.05, cpu.total().high());
    }

    @Test
    void saysHowToAllowReading() throws IOException {
        zone("intel-rapl:0", "package-0", 0);
        zone("intel-rapl:1", "package-1", 0);
        // the tests may run as root, whom no permission stops; a folder in the file's place cannot be read either
        Files.delete(root.resolve("intel-rapl:1/energy_uj"));
        Files.createDirectory(root.resolve("intel-rapl:1/energy_uj"));
        assertThat(meter().sources())
                .as("half of the machine is not the machine")
                .isEmpty();
        assertThat(notes).singleElement().asString().contains("sudo chmod a+r " + root + "/intel-rapl:*/energy_uj");
    }

    @Test
    void saysThatThereAreNoCounters() throws IOException {
        Files.createDirectory(root.resolve("intel-rapl"));
        assertThat(meter().sources()).isEmpty();
        assertThat(notes).singleElement().asString().contains("no RAPL counters", "estimate");
    }

    @Test
    void aZoneThatFallsSilentKeepsWhatWasMeasured() throws IOException {
        zone("intel-rapl:0", "package-0", 0);
        Meter meter = meter();
        Window window = meter.open();
        machine.advance(1);
        counter("intel-rapl:0", 2_000_000);
        assertThat(window.read().totalJoules()).isEqualTo(2.0);
        Files.delete(root.resolve("intel-rapl:0/energy_uj"));
        machine.advance(3);
        DeviceEnergy kept = window.stop().devices().get(0);
        assertThat(kept.total().value()).isEqualTo(2.0);
        assertThat(kept.total().high()).as("3 s at the 2 W it drew before").isGreaterThan(2 + 3 * 2);
        assertThat(meter.notes()).singleElement().asString().contains("CPU package-0 is not measured");
        assertThat(meter.open().stop().devices()).isEmpty();
    }

    @Test
    void aSpanWithinOneCounterStepIsAbsentNotZero() throws IOException {
        zone("intel-rapl:0", "package-0", 0);
        Window window = meter().open();
        machine.advance(0.0002);
        assertThat(window.stop().source()).isEqualTo("none");
    }
}
