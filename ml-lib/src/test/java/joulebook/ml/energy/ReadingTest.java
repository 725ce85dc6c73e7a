package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

    private static final CarbonIntensity WORLD = CarbonIntensity.of("world");

    private static DeviceEnergy energy(String device, EnergySource source, double joules) {
        DeviceKind kind = source == EnergySource.NVML ? DeviceKind.GPU : DeviceKind.CPU;
        return new DeviceEnergy(device, kind, source, joules, joules / 2, joules * 2, "by " + source.label());
    }

    private static Reading reading(double seconds, DeviceEnergy... devices) {
        return new Reading(seconds, List.of(devices), WORLD);
    }

    @Test
    void sumsItsDevices() {
        Reading reading = reading(2, energy("GPU 0", EnergySource.NVML, 30), energy("CPU", EnergySource.RAPL, 10));
        assertThat(reading.joules()).isEqualTo(40);
        assertThat(reading.low()).isEqualTo(20);
        assertThat(reading.high()).isEqualTo(80);
        assertThat(reading.source()).isEqualTo("nvml+rapl");
    }

    @Test
    void aKilowattHourHasTheGramsOfItsRegion() {
        Reading reading = new Reading(
                3600, List.of(energy("CPU", EnergySource.ESTIMATE, 3.6e6)), new CarbonIntensity(250, "home", "test"));
        assertThat(reading.grams()).isCloseTo(250, within(1e-9));
    }

    @Test
    void plusAddsTheSameDevice() {
        Reading sum = reading(1, energy("CPU", EnergySource.RAPL, 10), energy("GPU 0", EnergySource.NVML, 5))
                .plus(reading(2, energy("CPU", EnergySource.RAPL, 7)));
        assertThat(sum)
                .isEqualTo(reading(3, energy("CPU", EnergySource.RAPL, 17), energy("GPU 0", EnergySource.NVML, 5)));
    }

    @Test
    void plusKeepsMeasuredAndEstimatedApart() {
        Reading sum = reading(1, energy("CPU", EnergySource.RAPL, 10))
                .plus(reading(1, energy("CPU", EnergySource.ESTIMATE, 7)));
        assertThat(sum.devices()).hasSize(2);
        assertThat(sum.joules()).isEqualTo(17);
        assertThat(sum.source()).isEqualTo("rapl+estimate");
    }

    @Test
    void plusKeepsTheGramsOfTwoRegions() {
        Reading here = new Reading(1, List.of(energy("CPU", EnergySource.RAPL, 10)), CarbonIntensity.of("France"));
        Reading there = new Reading(1, List.of(energy("CPU", EnergySource.RAPL, 30)), CarbonIntensity.of("India"));
        Reading sum = here.plus(there);
        assertThat(sum.grams()).isCloseTo(here.grams() + there.grams(), within(1e-12));
        assertThat(sum.carbon().region()).isEqualTo("France and India");
        assertThat(reading(1).plus(there).carbon()).isEqualTo(there.carbon());
    }

    @Test
    void survivesJson() {
        Reading reading = reading(2.5, energy("GPU 0", EnergySource.NVML, 30), energy("CPU", EnergySource.RAPL, 0.1));
        JsonObject json = JsonParser.parseString(reading.toJson().toString()).getAsJsonObject();
        assertThat(Reading.fromJson(json)).isEqualTo(reading);
        assertThat(json.get("source").getAsString()).isEqualTo("nvml+rapl");
        assertThat(json.get("joules").getAsDouble()).isEqualTo(reading.joules());
        assertThat(json.get("devices")
                        .getAsJsonArray()
                        .get(0)
                        .getAsJsonObject()
                        .get("source")
                        .getAsString())
                .isEqualTo("nvml");
    }

    private static DeviceEnergy shared(double total, double share, double peak) {
        return new DeviceEnergy(
                "GPU 0",
                DeviceKind.GPU,
                EnergySource.NVML,
                Interval.around(total, 1),
                Optional.of(Interval.around(share, 2)),
                Optional.of(new Sampling(11, 1, 0.15, peak)),
                "counter");
    }

    @Test
    void countsTheShareOfThisProcessBesideTheTotal() {
        Reading reading = reading(1, shared(100, 30, 120), energy("CPU", EnergySource.RAPL, 10));
        assertThat(reading.joules()).isEqualTo(40);
        assertThat(reading.totalJoules()).isEqualTo(110);
        assertThat(reading.low()).isEqualTo(28 + 5);
        assertThat(reading.devices().get(0).meanWatts()).hasValue(100);
        assertThat(reading.devices().get(1).meanWatts()).isEmpty();
    }

    @Test
    void plusKeepsTheHighestPeakAndTheLongestGap() {
        DeviceEnergy sum = reading(1, shared(100, 30, 120))
                .plus(reading(1, shared(60, 10, 90)))
                .devices()
                .get(0);
        assertThat(sum.total()).isEqualTo(new Interval(160, 158, 162));
        assertThat(sum.attributed()).contains(new Interval(40, 36, 44));
        assertThat(sum.sampling()).contains(new Sampling(22, 2, 0.15, 120));
        assertThat(sum.meanWatts()).hasValue(80);
    }

    @Test
    void aShareThatOneSideLacksIsLackingInTheSum() {
        Reading sum = reading(1, shared(100, 30, 120)).plus(reading(1, energy("GPU 0", EnergySource.NVML, 50)));
        assertThat(sum.devices()).singleElement().satisfies(gpu -> {
            assertThat(gpu.attributed()).isEmpty();
            assertThat(gpu.joules()).isEqualTo(150);
        });
    }

    @Test
    void takesOffWhatWasDrawnAnyway() {
        Baseline idle = Baseline.of(reading(10, shared(200, 0, 20), energy("other", EnergySource.RAPL, 1)));
        Reading rest = reading(2, shared(100, 50, 120), energy("CPU", EnergySource.RAPL, 10))
                .minusBaseline(idle);
        assertThat(rest.totalJoules()).isCloseTo(60 + 10, within(1e-9));
        assertThat(rest.joules()).isCloseTo(10 + 10, within(1e-9));
        assertThat(rest.devices().get(0).total().low()).isCloseTo(99 - 2 * 20.1, within(1e-9));
        assertThat(rest.devices().get(0).attributed().orElseThrow().high()).isCloseTo(52 - 2 * 19.9, within(1e-9));
        assertThat(reading(2, shared(30, 1, 120)).minusBaseline(idle).joules())
                .as("less than idle is nothing")
                .isZero();
    }

    @Test
    void aBaselineNeedsTime() {
        assertThatThrownBy(() -> Baseline.of(reading(0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("some seconds");
        assertThatThrownBy(() -> Meter.none().measureBaseline(Duration.ZERO))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("from 1 s to 600 s");
    }

    @Test
    void survivesJsonWithAllItsParts() {
        PeakMemory memory = new PeakMemory(Optional.of(1L << 40), Optional.empty(), Optional.of(7L));
        Reading reading = new Reading(1, List.of(shared(100, 30, 120)), WORLD, memory, List.of("GPU 1 is absent."));
        JsonObject json = JsonParser.parseString(reading.toJson().toString()).getAsJsonObject();
        assertThat(Reading.fromJson(json)).isEqualTo(reading);
        assertThat(json.getAsJsonObject("peakMemory").keySet()).containsExactly("heap", "gpu");
        assertThat(json.get("totalJoules").getAsDouble()).isEqualTo(100);
        assertThat(json.get("joules").getAsDouble()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"seconds\": 1, \"devices\": []}",
                "{\"seconds\": -1, \"devices\": [], \"carbon\": {\"gramsPerKwh\": 1, \"region\": \"a\", \"source\": \"b\"}}",
                "{\"seconds\": \"long\", \"devices\": []}",
                "{\"seconds\": 1, \"devices\": [{}], \"carbon\": {\"gramsPerKwh\": 1, \"region\": \"a\", \"source\": \"b\"}}"
            })
    void refusesOtherJson(String json) {
        JsonObject parsed = JsonParser.parseString(json).getAsJsonObject();
        assertThatThrownBy(() -> Reading.fromJson(parsed))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("This JSON is not a reading");
    }

    @Test
    void printsOneLineWithUnitsThatFit() {
        assertThat(reading(12.34, energy("CPU", EnergySource.ESTIMATE, 45.6)))
                .hasToString("12.3 s, 45.6 J [22.8 J, 91.2 J] (estimate), 5.99 mg CO2e (world)");
        assertThat(reading(4000, energy("GPU 0", EnergySource.NVML, 2.5e6)))
                .hasToString("4000 s, 2.5 MJ [1.25 MJ, 5 MJ] (nvml), 329 g CO2e (world)");
        assertThat(reading(0.004)).hasToString("4 ms, energy not measured");
    }

    @Test
    void refusesAnEnergyOutsideItsInterval() {
        assertThatThrownBy(() -> new DeviceEnergy("CPU", DeviceKind.CPU, EnergySource.RAPL, 1, 2, 3, ""))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new DeviceEnergy("CPU", DeviceKind.CPU, EnergySource.RAPL, Double.NaN, 0, 3, ""))
                .isInstanceOf(InputException.class);
    }

    @Test
    void looksUpRegionsByNameAndCode() {
        assertThat(CarbonIntensity.of("germany")).isEqualTo(CarbonIntensity.of("DE"));
        assertThat(CarbonIntensity.of("France").gramsPerKwh()).isLessThan(WORLD.gramsPerKwh());
        assertThat(WORLD.source()).contains("2024");
        for (String unknown : List.of("Atlantis", "")) {
            assertThatThrownBy(() -> CarbonIntensity.of(unknown))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("'" + unknown + "'")
                    .hasMessageContaining("Germany");
        }
    }

    @Test
    void takesTheUsersOwnCarbonIntensity() {
        CarbonIntensity own = CarbonIntensity.of("12.5");
        assertThat(own.gramsPerKwh()).isEqualTo(12.5);
        assertThat(own.source()).contains("user");
        Reading reading = reading(1, energy("CPU", EnergySource.RAPL, 3.6e6)).withCarbon(own);
        assertThat(reading.grams()).isEqualTo(12.5);
        assertThatThrownBy(() -> CarbonIntensity.of("-1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0 or more");
    }
}
