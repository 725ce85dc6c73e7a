package joulebook.magics.energy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.magic.MagicContext;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.DeviceInfo;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Window;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %energy source}. */
@Command(
        name = "source",
        description = "Say how energy is measured on this machine and where the ledger is kept, or change how.")
final class ShowSource extends EnergyVerb {
    @Option(
            names = "--period",
            paramLabel = "MS",
            description = "Sample devices so often, from 20 to 1000 ms, until the kernel ends.")
    private Long period;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = "Count CO2e by this region's electricity, until the kernel ends: world, a country,"
                    + " its code, or grams per kWh.")
    private String region = "";

    @Override
    protected Object call(MagicContext context) {
        Meter meter = Meter.forThisMachine();
        if (period != null) {
            meter.setSamplingPeriod(Duration.ofMillis(period));
        }
        if (!region.isEmpty()) {
            meter.setCarbon(CarbonIntensity.of(region));
        }
        List<String> lines = new ArrayList<>();
        for (DeviceInfo device : meter.devices()) {
            lines.add(device.device() + " (" + device.source().label() + "): " + device.how());
            device.facts().forEach(fact -> lines.add("  " + fact));
        }
        if (lines.isEmpty()) {
            lines.add("No device's energy can be read.");
        }
        lines.addAll(meter.notes());
        lines.add("Sampled every " + meter.samplingPeriod().toMillis() + " ms.");
        lines.add(carbon(meter));
        lines.add("Ledger: " + session().ledger().place());
        return new DisplayData(String.join("\n", lines));
    }

    private static String carbon(Meter meter) {
        try (Window now = meter.open()) {
            CarbonIntensity carbon = now.read().carbon();
            return "CO2e: %s g/kWh, %s (%s)".formatted(carbon.gramsPerKwh(), carbon.region(), carbon.source());
        }
    }
}
