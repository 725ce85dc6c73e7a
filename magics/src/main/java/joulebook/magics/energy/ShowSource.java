package joulebook.magics.energy;

import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.magic.MagicContext;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Meter;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;

/** {@code %energy source}. */
@Command(name = "source", description = "Say how energy is measured on this machine, and where the ledger is kept.")
final class ShowSource extends EnergyVerb {
    @Override
    protected Object call(MagicContext context) {
        Meter meter = Meter.forThisMachine();
        List<String> lines = new ArrayList<>();
        List<String> sources = meter.sources().stream().map(EnergySource::label).toList();
        lines.add("Energy by: " + (sources.isEmpty() ? "nothing that can be read" : String.join(", ", sources)));
        lines.addAll(meter.notes());
        CarbonIntensity carbon = CarbonIntensity.here();
        lines.add("CO2e: %s g/kWh, %s (%s)".formatted(carbon.gramsPerKwh(), carbon.region(), carbon.source()));
        lines.add("Ledger: " + session().ledger().place());
        return new DisplayData(String.join("\n", lines));
    }
}
