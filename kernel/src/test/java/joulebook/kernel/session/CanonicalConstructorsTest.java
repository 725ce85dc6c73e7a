package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CanonicalConstructorsTest {
    private static JavaSession session;

    @BeforeAll
    static void open() {
        session = TestSession.open();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @Test
    void compactAndFullOnesNeedNoModifier() throws Exception {
        assertThat(session.evaluate("record A(int x) {\n  A { x++; }\n}\nnew A(1).x()", "Cell 1")
                        .object())
                .isEqualTo(2);
        assertThat(session.evaluate("record B(int x) { @Deprecated B(int x) { this.x = x; } }\nnew B(3).x()", "Cell 2")
                        .object())
                .isEqualTo(3);
    }

    @Test
    void oneThatIsTooPrivateIsRefused() {
        assertThatThrownBy(() -> session.evaluate("record C(int x) { private C { } }", "Cell 3"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith("Cell 3, line 1: invalid canonical constructor in record C");
    }

    @Test
    void otherErrorsInTheConstructorKeepTheirLine() {
        assertThatThrownBy(() -> session.evaluate("record D(int x) {\n  D {\n    x = missing;\n  }\n}", "Cell 4"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageStartingWith("Cell 4, line 3: cannot find symbol");
    }
}
