package joulebook.magics.ledger;

import static joulebook.magics.ledger.Examples.cell;
import static joulebook.magics.ledger.Examples.ledgerIn;
import static joulebook.magics.ledger.Examples.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellResult.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path folder;

    @Test
    void aThousandCellsAreAllThere() {
        Ledger ledger = ledgerIn(folder);
        List<CellCost> added = IntStream.rangeClosed(1, 1_000)
                .mapToObj(i -> cell(ledger, i, "int x" + i + ";\nmore", Status.values()[i % 3], i))
                .toList();
        assertThat(ledger.costs().cells()).isEqualTo(added);
        assertThat(ledger.joules()).isCloseTo(500_500, within(1e-6));
        assertThat(ledger.costs().total().orElseThrow().joules()).isCloseTo(500_500, within(1e-6));
        assertThat(added.get(4))
                .returns("int x5;", CellCost::code)
                .returns(Outcome.INTERRUPTED, CellCost::outcome)
                .returns(5, CellCost::index);
    }

    @Test
    void memoryStaysFlat() {
        Ledger ledger = ledgerIn(folder);
        String code = "int x;\n".repeat(200);
        cell(ledger, 1, code, Status.OK, 1);
        long before = usedMemory();
        for (int i = 0; i < 10_000; i++) {
            cell(ledger, i, code, Status.OK, 1);
        }
        long grown = usedMemory() - before;
        assertThat(grown).isLessThan(1_000_000); // 100 bytes a cell: no row is held
        assertThat(ledger.joules()).isEqualTo(10_001);
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void aTrainingBelongsToTheCellThatRuns() {
        Ledger ledger = ledgerIn(folder);
        cell(ledger, 1, "1", Status.OK, 1);
        ledger.begin();
        ledger.add("bp", run("bp", 3, 40, 0.9)); // and then the kernel is killed
        Costs costs = ledgerIn(folder).sessions().get(0);
        assertThat(costs.cells()).hasSize(1);
        assertThat(costs.runs()).containsExactly(new RunCost(2, "bp", run("bp", 3, 40, 0.9)));
    }

    @Test
    void aRowThatWasCutOffIsLeftOut() throws IOException {
        cell(ledgerIn(folder), 1, "1", Status.OK, 1);
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.findFirst().orElseThrow();
            String row = Files.readString(file);
            Files.writeString(file, row.substring(0, row.length() / 2), StandardOpenOption.APPEND);
        }
        assertThat(ledgerIn(folder).sessions().get(0).cells()).hasSize(1);
    }

    @Test
    void earlierSessionsAndWhatCameBeforeAResetAreKept() {
        cell(ledgerIn(folder), 1, "first", Status.OK, 1);
        Ledger ledger = ledgerIn(folder);
        cell(ledger, 1, "second", Status.OK, 2);
        ledger.begin();
        ledger.reset();
        ledger.end(new Cell(2, "%energy reset", false, true), Status.OK, Examples.joules(3));
        assertThat(ledger.sessions())
                .extracting(session -> session.cells().get(0).code())
                .containsExactly("first", "second", "%energy reset");
        assertThat(ledger.joules()).isEqualTo(3);
        assertThat(ledger.costs().cells()).hasSize(1);
    }

    @Test
    void whatCannotBeWrittenIsKeptAsLongAsTheSession() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");
        Ledger ledger = ledgerIn(notAFolder.resolve("ledger"));
        cell(ledger, 1, "1", Status.OK, 1);
        cell(ledger, 2, "2", Status.OK, 1);
        assertThat(ledger.costs().cells()).hasSize(2);
        assertThat(ledger.place()).startsWith("Not kept beyond this session").contains("cannot be written");
    }

    @Test
    void notebooksHaveFoldersOfTheirOwn() {
        Path working = Path.of("/home/me");
        Path tour = folderOf(working, "/home/me/a tour.ipynb");
        assertThat(tour.getParent()).isEqualTo(folder);
        assertThat(tour.getFileName().toString()).startsWith("a_tour.ipynb-");
        assertThat(folderOf(working, "/home/me/a tour.ipynb")).isEqualTo(tour);
        assertThat(folderOf(working, "/home/you/a tour.ipynb")).isNotEqualTo(tour);
        assertThat(folderOf(working, "").getFileName().toString()).startsWith("me-");
        assertThat(folderOf(Path.of("/home/you"), "")).isNotEqualTo(folderOf(working, ""));
    }

    private Path folderOf(Path working, String notebook) {
        return LedgerFolder.of(Map.of("JOULEBOOK_LEDGER", folder.toString(), "JPY_SESSION_NAME", notebook), working)
                .path();
    }
}
