package joulebook.magics.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.MlMagic;
import joulebook.magics.ledger.Costs;
import joulebook.magics.view.LedgerView;
import joulebook.magics.view.RepeatsView;
import joulebook.ml.energy.Baseline;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Window;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tech.tablesaw.api.Table;

/** {@code %energy}: what the session has cost; {@code %%energy}: what running a cell costs, again and again. */
@Command(
        name = "energy",
        description = {
            "Show what each cell of this session cost, and each training inside it.",
            "%%%%energy --repeat N runs the text below it N times and prices each run."
        },
        subcommands = {
            Watch.class,
            Compare.class,
            Frontier.class,
            WhatIf.class,
            Waste.class,
            SetBudget.class,
            MeasureBaseline.class,
            ShowSource.class,
            Export.class,
            Reset.class,
            Switch.On.class,
            Switch.Quiet.class,
            Switch.Off.class
        })
public final class Energy extends MlMagic {
    private final EnergySession session;

    @Option(names = "--all", description = "The earlier sessions of this notebook too.")
    private boolean all;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Show the last N cells (default ${DEFAULT-VALUE}); the sum is always that of all.")
    private int rows = 50;

    @Option(names = "--net", description = "Take off what the machine draws when idle (%%energy baseline).")
    private boolean net;

    @Option(
            names = "--name",
            paramLabel = "VARIABLE",
            description = "A variable for the ledger, as a Table with numbers.")
    private String name = "";

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "How often to run the text below (default ${DEFAULT-VALUE}).")
    private int repeat = 1;

    public Energy(EnergySession session) {
        this.session = session;
    }

    EnergySession session() {
        return session;
    }

    @Override
    protected Object call(MagicContext context) throws Exception {
        return context.body().isPresent() ? price(context) : show(context);
    }

    @Override
    public boolean runsBesideCells() {
        return true;
    }

    private Object show(MagicContext context) {
        if (rows < 1) {
            throw new UserError("--rows is " + rows + ", but it must be 1 or more.");
        }
        List<Costs> sessions =
                all ? session.ledger().sessions() : List.of(session.ledger().costs());
        LedgerView view = new LedgerView(sessions, adjustment(), rows);
        if (view.isEmpty()) {
            return new DisplayData("No cell has been measured yet.");
        }
        if (!name.isEmpty()) {
            context.define(name, Table.class, view.numbers());
        }
        if (all) {
            context.display(view.sessions());
        }
        context.display(view.figure());
        return view.table();
    }

    private UnaryOperator<Reading> adjustment() {
        if (!net) {
            return UnaryOperator.identity();
        }
        Baseline baseline = session.baseline()
                .orElseThrow(() ->
                        new UserError("No baseline was measured.", "Run %energy baseline while nothing else runs."));
        return reading -> reading.minusBaseline(baseline);
    }

    private Object price(MagicContext context) throws Exception {
        if (repeat < 1) {
            throw new UserError("--repeat is " + repeat + ", but it must be 1 or more.");
        }
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < repeat; i++) {
            try (Window window = Meter.forThisMachine().open()) {
                context.run(context.placedBody());
                readings.add(window.stop());
            }
        }
        return RepeatsView.of(readings);
    }
}
