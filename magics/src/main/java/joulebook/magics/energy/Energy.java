package joulebook.magics.energy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.MlMagic;
import joulebook.magics.view.ComparisonView;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Meter;
import joulebook.ml.train.Comparison;
import joulebook.ml.train.TrainingRuns;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** {@code %energy}: what the session has cost, and what costs less. */
@Command(
        name = "energy",
        description = "Show what each cell of this session cost.",
        subcommands = {Energy.Compare.class, Energy.Source.class})
public final class Energy implements Magic {
    private final Ledger ledger;

    @Option(
            names = "--name",
            paramLabel = "VARIABLE",
            description = "A variable for the ledger, as a Table with numbers.")
    private String name = "";

    public Energy(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Object run(MagicContext context) {
        List<Ledger.Entry> entries = ledger.entries();
        if (entries.isEmpty()) {
            return new DisplayData("No cell has been measured yet.");
        }
        if (!name.isEmpty()) {
            context.define(name, Table.class, LedgerView.numbers(entries));
        }
        context.display(LedgerView.figure(entries));
        return LedgerView.table(entries);
    }

    @Override
    public boolean runsBesideCells() {
        return true;
    }

    /** {@code %energy compare}. */
    @Command(
            name = "compare",
            description = "Compare training runs by accuracy, time and energy; the first is the baseline. Runs of the"
                    + " same seed are compared with each other.")
    static final class Compare extends MlMagic {
        @Parameters(paramLabel = "RUN", arity = "1..*", description = "Variables that %%train left.")
        private List<String> names = new ArrayList<>();

        @Option(
                names = "--name",
                paramLabel = "VARIABLE",
                description = "A variable for the comparisons with the baseline, as a Comparison[].")
        private String name = "";

        @Override
        protected Object call(MagicContext context) {
            if (names.size() < 2) {
                throw new UserError(
                        "%energy compare needs two runs or more, but got one.",
                        "Name the variables that %%train left.");
            }
            Map<String, TrainingRuns> runs = new LinkedHashMap<>();
            names.forEach(name -> runs.put(name, TrainingRuns.of(variable(context, name))));
            TrainingRuns baseline = runs.get(names.get(0));
            Comparison[] comparisons = names.stream()
                    .skip(1)
                    .map(other -> new Comparison(baseline, runs.get(other)))
                    .toArray(Comparison[]::new);
            if (!name.isEmpty()) {
                context.define(name, Comparison[].class, comparisons);
            }
            ComparisonView view = new ComparisonView(runs, List.of(comparisons));
            context.display(view.figure());
            context.display(view.table());
            return view.ratios();
        }
    }

    /** {@code %energy source}. */
    @Command(name = "source", description = "Say how energy is measured on this machine.")
    static final class Source implements Magic {
        @Override
        public Object run(MagicContext context) {
            Meter meter = Meter.forThisMachine();
            List<String> lines = new ArrayList<>();
            List<String> sources =
                    meter.sources().stream().map(EnergySource::label).toList();
            lines.add("Energy by: " + (sources.isEmpty() ? "nothing that can be read" : String.join(", ", sources)));
            lines.addAll(meter.notes());
            CarbonIntensity carbon = CarbonIntensity.here();
            lines.add("CO2e: %s g/kWh, %s (%s)".formatted(carbon.gramsPerKwh(), carbon.region(), carbon.source()));
            return new DisplayData(String.join("\n", lines));
        }
    }
}
