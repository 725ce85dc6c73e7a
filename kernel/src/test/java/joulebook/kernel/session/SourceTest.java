package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTest {
    private final Source second = new Source("Cell 3", "int a;\n  int b = 1;\nint c;", 9);

    @Test
    void countsLinesInTheWholeSource() {
        assertThat(second.line(0)).isEqualTo(2);
        assertThat(second.line(12)).isEqualTo(3);
        assertThat(second.sourceLine(2)).isEqualTo(3);
        assertThat(second.at(second.sourceLine(1))).isEqualTo("Cell 3, line 2");
        assertThat(second.code(1)).isEqualTo("int b = 1;");
        assertThat(second.code(9)).isEmpty();
    }

    @Test
    void marksACaretAndItsSpan() {
        assertThat(second.marked(4, 6, 9)).containsExactly("      int b = 1;", "          ~~^~~");
    }

    @Test
    void keepsTheMarkInOneLineOfTheText() {
        assertThat(second.marked(0, 0, 100)).containsExactly("      int b = 1;", "      ^~~~~~~~~~");
        assertThat(second.marked(100, 100, 100)).containsExactly("    int c;", "          ^");
    }

    @Test
    void takesAPositionThatTheCompilerDoesNotKnow() {
        Source first = new Source("Cell 3", "int a;", 0);
        assertThat(first.line(-1)).isEqualTo(1);
        assertThat(first.marked(-1, -1, -1)).containsExactly("    int a;", "    ^");
    }
}
