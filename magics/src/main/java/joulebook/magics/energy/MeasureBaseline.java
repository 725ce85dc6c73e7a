package joulebook.magics.energy;

import java.time.Duration;
import java.util.stream.Collectors;
import joulebook.kernel.magic.MagicContext;
import joulebook.ml.energy.Baseline;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Units;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %energy baseline}. */
@Command(
        name = "baseline",
        description = "Measure what the devices draw while nothing runs; %%energy --net then takes it off.")
final class MeasureBaseline extends EnergyVerb {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long to measure, from 1 to 600 (default ${DEFAULT-VALUE}).")
    private int seconds = 10;

    @Override
    protected Object call(MagicContext context) throws InterruptedException {
        Baseline baseline = Meter.forThisMachine().measureBaseline(Duration.ofSeconds(seconds));
        session().setBaseline(baseline);
        if (baseline.watts().isEmpty()) {
            return new DisplayData("No device can be measured, so there is no baseline.");
        }
        return new DisplayData(baseline.watts().entrySet().stream()
                .map(idle -> idle.getKey() + ": " + Units.text(idle.getValue().value(), "W") + " ["
                        + Units.text(idle.getValue().low(), "W") + ", "
                        + Units.text(idle.getValue().high(), "W") + "]")
                .sorted()
                .collect(Collectors.joining("\n")));
    }
}
