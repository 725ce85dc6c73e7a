package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.Test;

class CompiledClassesTest {
    private final JShell shell = JShell.builder()
            .executionEngine(new LocalExecutionControlProvider(), Map.of())
            .build();
    private final CompiledClasses classes = new CompiledClasses(shell);

    private String value(String code) {
        SnippetEvent event = shell.eval(code).get(0);
        assertThat(event.status()).as(code).isEqualTo(Status.VALID);
        assertThat(event.exception()).as(code).isNull();
        return event.value();
    }

    @Test
    void whatIsOfNoUseIsForgottenAndTheRestStays() {
        value("import java.util.function.*;");
        value("record Pair(int a, int b) { enum Side { LEFT } }");
        value("int twice(int x) { return 2 * x; }");
        value("Supplier<Pair> made = () -> new Pair(twice(2), 3);");
        value("interface Shape { double area(); }");
        value("var shape = new Shape() { public double area() { return 4; } int corners = 4; };");
        int most = 0;
        for (int i = 0; i < 3 * CompiledClasses.EVERY; i++) {
            value("if (twice(1) == " + i + ") { System.out.print(\"\"); }");
            value("int redefined = " + i + ";");
            classes.forgetUnused();
            most = Math.max(most, classes.count());
        }
        assertThat(most).isBetween(CompiledClasses.EVERY, 2 * CompiledClasses.EVERY);
        assertThat(value("made.get().a() + twice(redefined) + new Pair(1, 2).b()"))
                .isEqualTo(String.valueOf(4 + 2 * (3 * CompiledClasses.EVERY - 1) + 2));
        assertThat(value("Pair.Side.LEFT")).isEqualTo("LEFT");
        assertThat(value("shape.corners + shape.area()")).isEqualTo("8.0");
        assertThat(value("record Pair(int a) {}")).isNull();
        assertThat(value("new Pair(7).a()")).isEqualTo("7");
    }
}
