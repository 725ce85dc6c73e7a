package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the session imports at its start, all at once. */
class ImportsTest {
    private final JavaSession session = TestSession.open();

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void allOfThemHold() throws EvaluationException {
        session.imports(List.of("java.util.*", "static java.lang.Math.*", "java.util.function.*"), "startup");

        assertThat(value("List.of(max(1, 2))")).isEqualTo(List.of(2));
        assertThat(value("((IntSupplier) () -> 7).getAsInt()")).isEqualTo(7);
    }

    @Test
    void theUsersOwnImportOfOneTakesNoneAway() throws EvaluationException {
        session.imports(List.of("java.util.*", "static java.lang.Math.*"), "startup");

        value("import java.util.*;");
        value("import static java.lang.Math.*;");

        assertThat(value("List.of(max(1, 2))")).isEqualTo(List.of(2));
    }

    @Test
    void aResetKeepsThem() throws EvaluationException {
        session.imports(List.of("java.util.*", "java.math.*"), "startup");

        session.reset("startup");

        assertThat(value("List.of(BigDecimal.ONE).size()")).isEqualTo(1);
    }

    @Test
    void membersOfAnImportedClassAreCompletedWithTheirSignatures() throws EvaluationException {
        session.imports(List.of("java.math.*", "java.util.*"), "startup");
        value("var list = new ArrayList<String>();");

        Completions completions = session.analysis().complete("list.isEmp", 10);

        assertThat(completions.toString()).contains("() : boolean");
    }

    @Test
    void oneThatDoesNotExistIsTold() {
        assertThatThrownBy(() -> session.imports(List.of("java.util.*", "no.such.*"), "startup"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("no.such");
    }

    private Object value(String code) throws EvaluationException {
        return session.evaluate(code, "Cell 1").object();
    }
}
