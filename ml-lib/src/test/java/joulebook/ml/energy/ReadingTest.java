package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
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
}
