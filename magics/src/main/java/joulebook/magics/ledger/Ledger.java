package joulebook.magics.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellResult;
import joulebook.ml.energy.Reading;
import joulebook.ml.train.RunSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each cell of the session cost, failed ones too, and each training inside it. The rows are in a file, not in
 * memory: a kernel that is killed loses the cell that runs, and no more. The environment variable {@code
 * JOULEBOOK_LEDGER} names the folder of these files, or is {@code off}; then, or if the folder cannot be used, the file
 * is a temporary one that goes with the session.
 */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final String OFF = "off";

    private final Optional<LedgerFolder> folder;
    private LedgerFile file;
    private String problem = "";
    private Instant started = Instant.now();
    private int index;
    private double joules;

    /** The ledger of this process's notebook. */
    public static Ledger ofNotebook() {
        boolean off = OFF.equals(System.getenv("JOULEBOOK_LEDGER"));
        return new Ledger(
                off
                        ? Optional.empty()
                        : Optional.of(
                                LedgerFolder.of(System.getenv(), Path.of("").toAbsolutePath())));
    }

    Ledger(Optional<LedgerFolder> folder) {
        this.folder = folder;
        file = folder.map(LedgerFolder::newFile).orElseGet(Ledger::temporaryFile);
    }

    /** A cell begins. */
    public synchronized void begin() {
        index++;
        started = Instant.now();
    }

    /** The cell that began last has ended. */
    public synchronized CellCost end(Cell cell, CellResult.Status status, Reading reading) {
        CellCost cost = CellCost.of(index, cell, started, status, reading);
        joules += reading.joules();
        append(cost);
        return cost;
    }

    /** A training inside the cell that runs has ended. */
    public synchronized void add(String name, RunSummary run) {
        append(new RunCost(index, name, run));
    }

    /** What this session cost so far, since its start or {@link #reset}. */
    public synchronized Costs costs() {
        return read(file);
    }

    /** The joules of {@link #costs()}. */
    public synchronized double joules() {
        return joules;
    }

    /** What the sessions of this notebook cost, the oldest first, and this one last; those without a cell are left out. */
    public synchronized List<Costs> sessions() {
        List<LedgerFile> files = new ArrayList<>();
        try {
            files.addAll(folder.isPresent() ? folder.get().files() : List.of());
        } catch (IOException e) {
            LOG.warn("The earlier ledgers cannot be listed: {}", e.toString());
        }
        files.remove(file);
        files.add(file);
        return files.stream()
                .map(Ledger::read)
                .filter(costs -> !costs.cells().isEmpty())
                .toList();
    }

    /** Begins anew; what was kept so far counts as an earlier session. */
    public synchronized void reset() {
        file = folder.map(LedgerFolder::newFile).orElseGet(Ledger::temporaryFile);
        index = 1; // the cell that asks for it is the first
        joules = 0;
    }

    /** Where the rows are kept, in a sentence. */
    public synchronized String place() {
        return folder.isPresent() && problem.isEmpty()
                ? "Kept in " + file.path() + "."
                : "Not kept beyond this session" + (problem.isEmpty() ? " (JOULEBOOK_LEDGER=off)." : ": " + problem);
    }

    private void append(Row row) {
        try {
            file.append(row);
        } catch (IOException e) {
            LOG.warn("The ledger {} cannot be written: {}", file.path(), e.toString());
            problem = file.path() + " cannot be written.";
            file = temporaryCopy(file, row);
        }
    }

    /** What was there before, as far as it can be read, and one row more. */
    private static LedgerFile temporaryCopy(LedgerFile broken, Row row) {
        LedgerFile copy = temporaryFile();
        try {
            for (Row before : rows(broken)) {
                copy.append(before);
            }
            copy.append(row);
        } catch (IOException e) {
            LOG.warn("A row of the ledger is lost: {}", e.toString());
        }
        return copy;
    }

    private static Costs read(LedgerFile file) {
        return Costs.of(rows(file));
    }

    private static List<Row> rows(LedgerFile file) {
        try {
            return file.rows();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The ledger {} cannot be read: {}", file.path(), e.toString());
            return List.of();
        }
    }

    private static LedgerFile temporaryFile() {
        Path path = Path.of(System.getProperty("java.io.tmpdir"), "joulebook-ledger-" + UUID.randomUUID() + ".jsonl");
        path.toFile().deleteOnExit();
        return new LedgerFile(path.toAbsolutePath());
    }
}
