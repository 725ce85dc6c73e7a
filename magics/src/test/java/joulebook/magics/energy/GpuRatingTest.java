package joulebook.magics.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joulebook.kernel.error.UserError;
import joulebook.magics.ledger.Examples;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuRatingTest {
    @ParameterizedTest
    @CsvSource({ // the driver's name, its rated power in W
        "NVIDIA H100 80GB HBM3, 700",
        "NVIDIA H100 PCIe, 350",
        "NVIDIA A100-SXM4-40GB, 400",
        "NVIDIA A100-PCIE-40GB, 250",
        "NVIDIA A100 80GB PCIe, 300",
        "NVIDIA A10, 150",
        "NVIDIA L40S, 350",
        "NVIDIA L4, 72",
        "Tesla T4, 70",
        "Tesla V100-SXM2-16GB, 300"
    })
    void theSameShareOfTheRatedPower(String device, double watts) {
        Reading there = GpuRating.named("rtx-4090").inPlaceOfThatIn(Examples.gpuJoules("GPU 0 " + device, watts));
        assertThat(there.joules()).isCloseTo(450, within(1e-9));
        assertThat(there.devices().get(0).source()).isEqualTo(EnergySource.ESTIMATE);
    }

    @Test
    void whatIsNotKnownIsSaid() {
        assertThatThrownBy(() -> GpuRating.named("abacus"))
                .isInstanceOf(UserError.class)
                .hasMessage("The table of GPUs has no abacus.");
        assertThatThrownBy(() -> GpuRating.named("T4").inPlaceOfThatIn(Examples.gpuJoules("GPU 0 A4000", 1)))
                .hasMessageContaining("GPU 0 A4000");
        assertThatThrownBy(() -> GpuRating.named("T4").inPlaceOfThatIn(Examples.joules(1)))
                .hasMessageContaining("No GPU was measured");
    }
}
