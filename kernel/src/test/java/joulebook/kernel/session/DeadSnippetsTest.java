package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadSnippetsTest {
    private static final int ROUNDS = DeadSnippets.EVERY / 3 + 1;

    private final JavaSession session = TestSession.open();
    private int cell;

    @AfterEach
    void close() {
        session.close();
    }

    private Object value(String code) throws EvaluationException {
        return session.evaluate(code, "Cell " + ++cell).object();
    }

    /** Enough snippets that those before are let go of. */
    private void othersCome() throws EvaluationException {
        for (int i = 0; i < ROUNDS; i++) {
            value("if (" + i + " < 0) { System.out.print(\"\"); }");
            value("int redefined = " + i + ";");
            value(i + " + 1");
        }
    }

    @Test
    void whatTheSessionHasStays() throws Exception {
        value("import java.util.function.*;");
        value("record Pair(int a, int b) { enum Side { LEFT } }");
        value("int twice(int x) { return 2 * x; }");
        value("Supplier<Pair> made = () -> new Pair(twice(2), 3);");
        value(
                "abstract class Shape { abstract double area(); int sides() { return corners; } protected int corners = 4; }");
        value("var shape = new Shape() { double area() { return 4; } int holes = 1; };");
        value("int later() { return missing(); }");
        othersCome();
        assertThat(value("made.get().a() + twice(redefined) + new Pair(1, 2).b()"))
                .isEqualTo(4 + 2 * (ROUNDS - 1) + 2);
        assertThat(value("Pair.Side.LEFT")).hasToString("LEFT");
        assertThat(value("shape.holes + shape.area() + shape.corners")).isEqualTo(9.0);
        assertThat(value("new Shape() { double area() { return sides(); } }.area()"))
                .isEqualTo(4.0);
        value("int missing() { return 8; }");
        assertThat(value("later()")).isEqualTo(8);
        value("record Pair(int a) {}");
        assertThat(value("new Pair(7).a()")).isEqualTo(7);
        value("int twice(int x) { return 20 * x; }");
        othersCome();
        assertThat(value("twice(1) + new Pair(2).a()")).isEqualTo(22);
        assertThat(session.variables()).extracting(Variable::name).contains("shape", "redefined");
    }

    @Test
    void whatIsDeclaredAnewAfterAResetIsNew() throws Exception {
        value("class Point { int x = 1; }");
        value("int counter = 1;");
        session.reset("no place");
        othersCome();
        value("class Point { int x = 2; }");
        value("int counter;");
        assertThat(value("new Point().x + counter")).isEqualTo(2);
        assertThatThrownBy(() -> value("undeclared")).isInstanceOf(EvaluationException.class);
    }

    @Test
    void oldCodeIsStillFoundInItsCell() throws Exception {
        value("// about it\nint halve(int x) {\n    return x / 0;\n}");
        value("import java.util.function.*; IntUnaryOperator old = null;");
        value("\nold = x -> x / 0;");
        value("IntUnaryOperator redone = x -> halve(x);");
        othersCome();
        assertThat(lines("halve(1)")).anyMatch(line -> line.contains("(Cell 1, line 3)"));
        assertThat(lines("old.applyAsInt(1)")).anyMatch(line -> line.contains("(Cell 3, line 2)"));
        value("old = redone; int halve(int x) { return 0; }");
        othersCome();
        assertThat(lines("old.applyAsInt(1)").get(0))
                .as("compiled before halve was redefined, and linked only now")
                .contains("/ by zero");
    }

    private List<String> lines(String failing) {
        List<String> lines = new ArrayList<>();
        assertThatThrownBy(() -> value(failing))
                .isInstanceOfSatisfying(EvaluationException.class, e -> lines.addAll(e.lines()));
        return lines;
    }

    @Test
    void classesThatCannotRunAnyMoreAreUnloaded() throws Exception {
        othersCome();
        int early = loadedClasses();
        for (int i = 0; i < 3; i++) {
            othersCome();
        }
        assertThat(loadedClasses() - early).isLessThan(DeadSnippets.EVERY); // of more than 300
    }

    private static int loadedClasses() {
        System.gc();
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    @Test
    void theShellKeepsNoMoreThanTheSessionHas() {
        try (JShell shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), Map.of())
                .build()) {
            Map<String, Source> sources = new HashMap<>();
            DeadSnippets dead = new DeadSnippets(shell, new SnippetClasses(), sources);
            for (int i = 0; i <= 2 * DeadSnippets.EVERY; i++) {
                dead.letGo();
                Snippet snippet = shell.eval("int x = " + i + ";").get(0).snippet();
                shell.eval("unknown");
                sources.put(snippet.id(), new Source("Cell " + i, snippet.source(), 0));
            }
            assertThat(shell.snippets().count()).isLessThan(2 * DeadSnippets.EVERY);
            assertThat(sources).hasSizeLessThan(DeadSnippets.EVERY);
            assertThat(shell.eval("x").get(0).value()).isEqualTo("" + 2 * DeadSnippets.EVERY);
        }
    }

    @Test
    void valuesOfAnyLoaderAreShownAndReadable() throws Exception {
        value("interface Greeter { String greet(); }");
        value("class Polite implements Greeter { String name; Polite(String name) { this.name = name; }"
                + " public String greet() { return \"Dear \" + name; } protected String secret() { return name; } }");
        value("enum Tone { LOW, HIGH }");
        assertThat(value("((Greeter) () -> \"Hi\").greet()")).isEqualTo("Hi");
        assertThat(value("new Polite(\"Ada\").secret() + new Polite(\"Eva\").name"))
                .isEqualTo("AdaEva");
        assertThat(value("Greeter g = new Greeter() { public String greet() { return \"Hey\"; } }; g.greet()"))
                .isEqualTo("Hey");
        assertThat(value("switch (Tone.HIGH) { case LOW -> 1; case HIGH -> 2; }"))
                .isEqualTo(2);
        assertThat(value("java.util.function.Function<String, Polite> make = Polite::new; make.apply(\"Bob\").greet()"))
                .isEqualTo("Dear Bob");
        assertThat(value("class Rude extends Polite { Rude() { super(\"you\"); } String grunt() { return secret(); } }"
                        + " new Rude().grunt()"))
                .isEqualTo("you");
        assertThat(value(
                        "Class.forName(Polite.class.getName(), false, Thread.currentThread().getContextClassLoader())"))
                .isEqualTo(value("Polite.class"));
        assertThat(value("Polite.class.getResourceAsStream(Polite.class.getName().substring(5) + \".class\").read()"))
                .isEqualTo(0xCA);
        assertThat(value("java.lang.reflect.Modifier.toString(Polite.class.getDeclaredField(\"name\").getModifiers())"))
                .isEqualTo("");
    }
}
