package joulebook.magics.view;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import joulebook.magics.ledger.CellCost;
import joulebook.magics.ledger.Costs;
import joulebook.magics.ledger.RunCost;
import joulebook.magics.plot.Figure;
import joulebook.magics.text.Numbers;
import joulebook.ml.energy.Reading;
import joulebook.ml.train.RunSummary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The ledgers of one session or several as tables and as bars. */
public final class LedgerView {
    private static final int TITLE_LENGTH = 40;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final List<Costs> sessions;
    private final UnaryOperator<Reading> adjustment;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> shown;

    /**
     * @param sessions the oldest first
     * @param adjustment made to each reading before it is shown
     * @param rows how many cells to show, the last ones; the sums are those of all
     */
    public LedgerView(List<Costs> sessions, UnaryOperator<Reading> adjustment, int rows) {
        this.sessions = sessions;
        this.adjustment = adjustment;
        for (int session = 0; session < sessions.size(); session++) {
            for (CellCost cell : sessions.get(session).cells()) {
                entries.add(new Entry(session, cell));
            }
        }
        shown = entries.subList(Math.max(0, entries.size() - rows), entries.size());
    }

    /** @param session its index */
    private record Entry(int session, CellCost cell) {}

    /** Whether there is no cell. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** A row for each session that has a cell, and their sum. */
    public TableView sessions() {
        TextRows rows = new TextRows("energy by session", "started", "cells", "time", "energy", "CO₂e", "source");
        for (Costs session : sessions) {
            String cells = String.valueOf(session.cells().size());
            session.total()
                    .map(adjustment)
                    .ifPresent(total ->
                            rows.row(total, TIME.format(session.cells().get(0).started()), cells));
        }
        return rows.row(total(), "all", String.valueOf(entries.size())).view();
    }

    /** A row for each cell, below it one for each training inside it, and the sum of the cells. */
    public TableView table() {
        String title = "energy by cell"
                + (shown.size() < entries.size() ? ", the last " + shown.size() + " of " + entries.size() : "");
        TextRows rows = new TextRows(title, "cell", "code", "outcome", "time", "energy", "CO₂e", "source");
        for (Entry entry : shown) {
            CellCost cell = entry.cell();
            rows.row(
                    adjustment.apply(cell.reading()),
                    String.valueOf(cell.cell()),
                    shortened(cell.code()),
                    cell.outcome().label());
            for (RunCost run : sessions.get(entry.session()).runs()) {
                if (run.index() == cell.index()) {
                    rows.row(adjustment.apply(run.run().reading()), "", title(run), "");
                }
            }
        }
        return rows.row(total(), "all", "", "").view();
    }

    /** All cells with plain numbers: s, J (and the ends of its interval) and g; missing where not measured. */
    public Table numbers() {
        Table table = Table.create(
                "energy by cell",
                IntColumn.create("session"),
                IntColumn.create("cell"),
                StringColumn.create("started"),
                StringColumn.create("code"),
                StringColumn.create("outcome"),
                DoubleColumn.create("seconds"),
                DoubleColumn.create("joules"),
                DoubleColumn.create("low"),
                DoubleColumn.create("high"),
                DoubleColumn.create("grams"),
                StringColumn.create("source"));
        for (Entry entry : entries) {
            CellCost cell = entry.cell();
            Reading reading = adjustment.apply(cell.reading());
            boolean measured = !reading.devices().isEmpty();
            table.intColumn("session").append(entry.session() + 1);
            table.intColumn("cell").append(cell.cell());
            table.stringColumn("started").append(cell.started().toString());
            table.stringColumn("code").append(cell.code());
            table.stringColumn("outcome").append(cell.outcome().label());
            table.doubleColumn("seconds").append(reading.seconds());
            table.doubleColumn("joules").append(measured ? reading.joules() : Double.NaN);
            table.doubleColumn("low").append(measured ? reading.low() : Double.NaN);
            table.doubleColumn("high").append(measured ? reading.high() : Double.NaN);
            table.doubleColumn("grams").append(measured ? reading.grams() : Double.NaN);
            table.stringColumn("source").append(reading.source());
        }
        return table;
    }

    /** Joules by the number of the cell, which a cell that is not counted shares with the one before. */
    public Figure figure() {
        Map<String, Double> joules = new LinkedHashMap<>();
        for (Entry entry : shown) {
            String session = sessions.size() > 1 ? entry.session() + 1 + "/" : "";
            double cell = adjustment.apply(entry.cell().reading()).joules();
            joules.merge(session + entry.cell().cell(), cell, Double::sum);
        }
        return Figure.of("Energy by cell")
                .bars("energy", List.copyOf(joules.keySet()), List.copyOf(joules.values()))
                .xAxis(sessions.size() > 1 ? "session/cell" : "cell")
                .yAxis("energy (J)");
    }

    private Reading total() {
        return entries.stream()
                .map(entry -> adjustment.apply(entry.cell().reading()))
                .reduce(Reading::plus)
                .orElseThrow();
    }

    private static String title(RunCost cost) {
        RunSummary run = cost.run();
        double accuracy = run.metric("test_accuracy");
        String quality = Double.isNaN(accuracy) ? "" : ": " + Numbers.brief(100 * accuracy) + " %";
        return "↳ " + cost.name() + ", " + run.algorithm() + ", seed " + run.seed() + quality;
    }

    private static String shortened(String title) {
        return title.length() > TITLE_LENGTH ? title.substring(0, TITLE_LENGTH - 1) + "…" : title;
    }
}
