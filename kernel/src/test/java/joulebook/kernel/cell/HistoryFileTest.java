package joulebook.kernel.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("new").resolve("history.jsonl");
    }

    private History session(String... codes) {
        History history = new History(HistoryFile.at(file()));
        for (int i = 0; i < codes.length; i++) {
            history.add(new Cell(i + 1, codes[i], false, true));
        }
        return history;
    }

    private static List<String> codes(List<History.Entry> entries) {
        return entries.stream().map(History.Entry::code).toList();
    }

    @Test
    void remembersTheCellsOfEarlierSessions() {
        session("a", "int x = 1;\nx");
        session("c");
        History now = session("d", "ä \"€\"");
        assertThat(codes(now.tail(-1))).containsExactly("a", "int x = 1;\nx", "c", "d", "ä \"€\"");
        assertThat(codes(now.tail(3))).containsExactly("c", "d", "ä \"€\"");
        assertThat(codes(now.range(0, 1, 2))).containsExactly("d");
        assertThat(codes(now.range(-1, 1, 0))).containsExactly("c");
        assertThat(codes(now.range(1, 2, 0))).containsExactly("int x = 1;\nx");
        assertThat(codes(now.search("int*", -1, false))).containsExactly("int x = 1;\nx");
        assertThat(now.tail(1).get(0).session()).isEqualTo(3);
    }

    @Test
    void sessionsThatRunAtTheSameTimeKeepApart() {
        History one = session("a1");
        History two = session("b1");
        one.add(new Cell(2, "a2", false, true));
        two.add(new Cell(2, "b2", false, true));
        assertThat(codes(one.range(0, 1, 0))).containsExactly("a1", "a2");
        assertThat(codes(two.range(0, 1, 0))).containsExactly("b1", "b2");
        assertThat(codes(session("c1").range(1, 1, 0))).containsExactly("a1", "a2");
    }

    @Test
    void leavesOutLinesThatAreNoCells() throws IOException {
        session("a");
        Files.writeString(file(), "nonsense\n{\"session\": \n[]\nnull\n", StandardOpenOption.APPEND);
        assertThat(codes(session("b").tail(-1))).containsExactly("a", "b");
    }

    @Test
    void losesItsOlderHalfWhenItHasGrownTooLarge() throws IOException {
        String big = "x".repeat(1 << 20);
        session(big + 1, big + 2, big + 3, big + 4, big + 5, big + 6, big + 7, big + 8, big + 9);
        History now = session("new");
        assertThat(codes(now.tail(2))).containsExactly(big + 9, "new");
        assertThat(Files.size(file())).isLessThan(6L << 20);
    }

    @Test
    void aFileThatCannotBeUsedCostsNoCell() throws IOException {
        Files.writeString(folder.resolve("new"), "a file where a folder is wanted");
        assertThat(codes(session("a", "b").tail(-1))).containsExactly("a", "b");
    }
}
