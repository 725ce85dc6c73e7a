package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.error.UserError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    private static final List<String> PROMPTS = new ArrayList<>();
    private static JavaSession session;

    @BeforeAll
    static void open() {
        session = TestSession.open();
        session.askWith((prompt, password) -> {
            PROMPTS.add(prompt + password);
            if (prompt.equals("fail")) {
                throw new IOException("nobody is there");
            }
            return "answer";
        });
    }

    @AfterAll
    static void close() {
        session.askWith(null);
        session.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(3)",
                "Runtime.getRuntime().exit(0)",
                "Runtime.getRuntime().halt(1)",
                "java.util.function.IntConsumer end = System::exit; end.accept(0)",
                "java.util.function.IntConsumer stop = Runtime.getRuntime()::halt; stop.accept(0)",
                "class Ends { static { System.exit(1); } } new Ends()",
            })
    void theProcessDoesNotEnd(String code) throws EvaluationException {
        EvaluationException failure =
                catchThrowableOfType(EvaluationException.class, () -> session.evaluate(code, "Cell 1"));
        assertThat(failure)
                .hasRootCauseInstanceOf(UserError.class)
                .rootCause()
                .hasMessageContaining("would end the kernel");
        assertThat(session.evaluate("1 + 1", "Cell 2").object()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new String(System.console().readPassword(\"pw %d? \", 1))",
                "java.util.function.Supplier<char[]> read = System.console()::readPassword; \"\" + read.get().length",
                "System.console().readLine()",
                "java.io.Console c = System.console(); c.printf(\"\").format(\"\"); c.flush(); c.readLine(\"line? \")",
            })
    void theConsoleAsksTheUser(String code) throws EvaluationException {
        PROMPTS.clear();
        assertThat(session.evaluate(code, "Cell 1").object()).isIn("answer", "6");
        boolean password = code.contains("Password");
        assertThat(PROMPTS).hasSize(1).allMatch(prompt -> prompt.endsWith(String.valueOf(password)));
        assertThat(PROMPTS.get(0)).isIn("pw 1? true", "true", "false", "line? false");
    }

    @Test
    void aConsoleThatNobodyAnswersFailsAsTheJdksDoes() {
        EvaluationException failure = catchThrowableOfType(
                EvaluationException.class, () -> session.evaluate("System.console().readLine(\"fail\")", "Cell 1"));
        assertThat(failure.name()).isEqualTo("IOError");
        assertThat(failure).hasRootCauseMessage("nobody is there");
    }
}
