package joulebook.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import joulebook.kernel.protocol.Content;

/**
 * Random cells of one client, and what must come of each. Its names begin with a prefix of its own, so that clients that
 * share the kernel do not touch each other's.
 */
final class Cells {
    private static final int NAMES = 16; // of each kind: a hundred or so in all, as in a long notebook
    private static final int LATEST = 20; // the values that Out is sure to keep

    private final Wire wire;
    private final String prefix;
    private final Random random;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<Exchange, String> late = new LinkedHashMap<>();
    private final List<Runnable> kinds = new ArrayList<>();
    private int counter;
    private int mapped;
    private int shown = -1;
    private String shownValue = "";

    Cells(Wire wire, String prefix, Random random) {
        this.wire = wire;
        this.prefix = prefix;
        this.random = random;
        kinds.addAll(List.of(
                this::expression,
                this::expression,
                this::unicode,
                this::define,
                this::define,
                this::read,
                this::read,
                this::method,
                this::types,
                this::loop,
                this::exception,
                this::compileError,
                this::rejectedRedefinition,
                this::streams,
                this::display,
                this::magic,
                this::unknownMagic,
                this::threadLeftBehind,
                this::growingMap,
                this::count,
                this::bigValue,
                this::parallel,
                this::earlierValue,
                this::userExpression,
                this::silent,
                this::exit,
                this::fullHeap,
                this::recursion));
    }

    /** Defines what the cells that follow use. */
    void begin() {
        ok("int " + prefix + "Count = 0;");
        ok("var " + prefix + "Map = new HashMap<Integer, byte[]>();");
        ok("String " + prefix + "Kept = \"from the start\";");
    }

    /** Runs a random cell. */
    void next() {
        kinds.get(random.nextInt(kinds.size())).run();
    }

    /** Everything that was defined is there, and all late output has come; then what is large is released. */
    void end() {
        variables.forEach((name, value) -> shows(name, value));
        shows(prefix + "Count", "" + counter);
        shows(prefix + "Map.size()", "" + mapped);
        ok(prefix + "Map.clear();");
        mapped = 0;
        shows(prefix + "Kept", "from the start");
        late.forEach(wire::awaitText);
        late.clear();
    }

    private void expression() {
        int n = random.nextInt(10_000);
        Exchange cell = shows(n + " * 17", "" + n * 17);
        shown = cell.number();
        shownValue = "" + n * 17;
    }

    private void unicode() {
        String text = "grüße 😀 日本 " + random.nextInt(100);
        shows("\"" + text + "\"", text);
    }

    private void define() {
        String name = prefix + "V" + random.nextInt(NAMES);
        int n = random.nextInt(10_000);
        String[][] ways = {
            {"int %s = %d;", "%d"},
            {"var %s = %dL;", "%d"},
            {"String %s = \"text %d\";", "text %d"},
            {"List<Integer> %s = List.of(%d);", "[%d]"},
            {"Object %s = new int[] {%d};", "[%d]"},
        };
        String[] way = ways[random.nextInt(ways.length)];
        ok(way[0].formatted(name, n));
        variables.put(name, way[1].formatted(n));
    }

    private void read() {
        if (variables.isEmpty()) {
            define();
        }
        String name = new ArrayList<>(variables.keySet()).get(random.nextInt(variables.size()));
        shows(name, variables.get(name));
    }

    private void method() {
        int n = random.nextInt(100);
        String name = prefix + "F" + random.nextInt(NAMES);
        shows("int %s(int x) {%n    return x * %d;%n}%n%s(2)".formatted(name, n, name), "" + 2 * n);
    }

    private void types() {
        int n = random.nextInt(100);
        String name = prefix + "T" + random.nextInt(NAMES / 4);
        String[][] ways = {
            {"record %1$s(int a, int b) {}%nnew %1$s(%2$d, 1).a()", "%d"},
            {"class %1$s<T> { T t; %1$s(T t) { this.t = t; } }%nnew %1$s<>(%2$d).t", "%d"},
            {"enum %1$s { ONE, TWO; int n() { return %2$d; } }%n%1$s.TWO.n()", "%d"},
            {"interface %1$s { int f(); }%n%1$s one = () -> %2$d;%none.f()".replace("one", prefix + "One"), "%d"},
        };
        String[] way = ways[random.nextInt(ways.length)];
        shows(way[0].formatted(name, n), way[1].formatted(n));
    }

    private void loop() {
        int n = 1 + random.nextInt(200);
        Exchange cell = ok("for (int i = 0; i < %d; i++) {%n    System.out.println(i);%n}".formatted(n));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            text.append(i).append('\n');
        }
        assertThat(cell.stream("stdout")).as(cell.request).isEqualTo(text.toString());
    }

    private void exception() {
        fails("Integer.parseInt(\"x%d\")".formatted(random.nextInt(100)), "NumberFormatException");
    }

    private void compileError() {
        fails("int wrong = nowhere%d + 1;".formatted(random.nextInt(100)), "CompileError");
    }

    private void rejectedRedefinition() {
        ok("int %sSame = 5;".formatted(prefix));
        fails("int %sSame = \"no\";".formatted(prefix), "CompileError");
        shows(prefix + "Same", "5");
    }

    private void streams() {
        int n = random.nextInt(1_000);
        Exchange cell = ok("System.out.print(\"o%d\"); System.err.print(\"é%d\");".formatted(n, n));
        assertThat(cell.stream("stdout")).as(cell.request).isEqualTo("o" + n);
        assertThat(cell.stream("stderr")).as(cell.request).isEqualTo("é" + n);
    }

    private void display() {
        Exchange cell =
                ok("display(html(\"<b>a</b>\"), \"%s\"); update(\"b\", \"%s\"); clear();".formatted(prefix, prefix));
        assertThat(cell.count("update_display_data")).as(cell.request).isEqualTo(1);
        assertThat(cell.count("clear_output")).as(cell.request).isEqualTo(1);
    }

    private void magic() {
        List<String> magics =
                List.of("%who", "%whos", "%lsmagic", "%time 1 + 1", "%%time\nint t = 3;", "%memory", "%config", "%pwd");
        ok(magics.get(random.nextInt(magics.size())));
    }

    private void unknownMagic() {
        fails("%nope", "UserError");
    }

    private void threadLeftBehind() {
        int n = random.nextInt(1_000);
        Exchange cell = ok(("new Thread(() -> { for (int i = 0; i < 5; i++) { LockSupport.parkNanos(2_000_000);"
                        + " System.out.println(%d); } }).start();")
                .replace("LockSupport", "java.util.concurrent.locks.LockSupport")
                .formatted(n));
        late.put(cell, (n + "\n").repeat(5));
    }

    private void growingMap() {
        int size = mapped == 30 ? 0 : mapped + 1;
        String change = size == 0 ? "clear()" : "put(%d, new byte[100_000])".formatted(size);
        ok("%sMap.%s;".formatted(prefix, change));
        mapped = size;
        shows(prefix + "Map.size()", "" + size);
    }

    private void count() {
        shows("++" + prefix + "Count", "" + ++counter);
    }

    private void bigValue() {
        Exchange cell = ok("java.util.stream.IntStream.range(0, 5_000).boxed().toList()");
        assertThat(cell.result()).as(cell.request).startsWith("[0, 1, 2");
    }

    private void parallel() {
        shows("java.util.stream.IntStream.range(0, 1_000).parallel().sum()", "499500");
    }

    private void earlierValue() {
        if (shown < 0) {
            expression();
        }
        Exchange cell = wire.execute("Out(" + shown + ")");
        if (cell.number() - shown <= LATEST || cell.status().equals("ok")) {
            assertThat(cell.result()).as(cell.request).isEqualTo(shownValue);
        } else {
            assertThat(cell.error()).as(cell.request).isEqualTo("UserError");
        }
        cell.forget();
    }

    private void userExpression() {
        int n = random.nextInt(1_000);
        JsonObject wanted = new JsonObject();
        wanted.addProperty("sum", n + " + 1");
        JsonObject content = Wire.cell("");
        content.add("user_expressions", wanted);
        Exchange cell = wire.request("execute_request", content);
        if (cell.status().equals("ok")) { // else another's failure has aborted it
            assertThat(cell.reply.object("user_expressions").toString())
                    .as(cell.request)
                    .contains("\"text/plain\":\"" + (n + 1) + "\"");
        } else {
            assertThat(cell.status()).as(cell.request).isEqualTo("aborted");
        }
        cell.forget();
    }

    private void silent() {
        Exchange cell = wire.request(
                "execute_request",
                Content.of().with("code", "1 + 1").with("silent", true).json());
        assertThat(cell.status()).as(cell.request).isIn("ok", "aborted");
        assertThat(cell.count("execute_result")).isZero();
        cell.forget();
    }

    private void exit() {
        Exchange cell = wire.execute("System.exit(3);");
        assertThat(cell.status()).as(cell.request).isEqualTo("error");
        cell.forget();
    }

    private void fullHeap() {
        fails("long[] much = new long[Integer.MAX_VALUE];", "OutOfMemoryError");
    }

    private void recursion() {
        fails(
                "int %sDeep(int n) { return %sDeep(n + 1) + 1; }%n%sDeep(0)"
                        .replace("%s", prefix)
                        .formatted(),
                "StackOverflowError");
    }

    private Exchange ok(String code) {
        Exchange cell = wire.execute(code);
        assertThat(cell.status()).as("%s: %s", cell, cell.reply).isEqualTo("ok");
        return cell;
    }

    private Exchange shows(String code, String value) {
        Exchange cell = ok(code);
        assertThat(cell.result()).as(cell.request).isEqualTo(value);
        return cell;
    }

    private void fails(String code, String error) {
        Exchange cell = wire.execute(code);
        assertThat(cell.error()).as("%s: %s", cell, cell.reply).isEqualTo(error);
    }
}
