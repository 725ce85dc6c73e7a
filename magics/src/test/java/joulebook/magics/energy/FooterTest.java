package joulebook.magics.energy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import joulebook.kernel.display.Output;
import joulebook.magics.ledger.Examples;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.DeviceEnergy;
import joulebook.ml.energy.DeviceKind;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Reading;
import org.junit.jupiter.api.Test;

class FooterTest {
    private static final CarbonIntensity WORLD = new CarbonIntensity(500, "world", "a table");

    private static final Reading READING = new Reading(
            2,
            List.of(
                    new DeviceEnergy(
                            "GPU 0 NVIDIA <H100>", DeviceKind.GPU, EnergySource.NVML, 5400, 5300, 5500, "counter"),
                    new DeviceEnergy("CPU Xeon", DeviceKind.CPU, EnergySource.ESTIMATE, 1800, 900, 3600, "model")),
            WORLD);

    @Test
    void saysTimeJoulesByDeviceGramsAndHow() {
        assertThat(Footer.text(READING))
                .isEqualTo("2 s · GPU 0 5.4 kJ (nvml) · CPU 1.8 kJ (estimate) · 1 g CO₂e (world)");
    }

    @Test
    void whatIsNotMeasuredIsNotZero() {
        assertThat(Footer.text(new Reading(0.0015, List.of(), WORLD))).isEqualTo("1.5 ms · energy not measured");
    }

    @Test
    void travelsWithTheNumbersInItsMetadata() {
        JsonObject display = Output.json(Footer.of(Examples.cost(1, 7, READING)));
        assertThat(display.getAsJsonObject("data").get("text/html").getAsString())
                .contains("GPU 0 NVIDIA &lt;H100&gt;: 5.3 kJ to 5.5 kJ, counter")
                .doesNotContain("<H100>");
        JsonObject cost = display.getAsJsonObject("metadata").getAsJsonObject(Footer.METADATA);
        assertThat(Reading.fromJson(cost)).isEqualTo(READING);
        assertThat(cost.get("joules").getAsDouble()).isEqualTo(7200);
        assertThat(cost.get("cell").getAsInt()).isEqualTo(7);
        assertThat(cost.get("outcome").getAsString()).isEqualTo("ok");
    }
}
