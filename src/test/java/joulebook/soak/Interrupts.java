package joulebook.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Interrupts cells at random moments: before they run, while they compile, run, print or wait, and after. */
final class Interrupts {
    private static final int LATEST_MS = 150;
    private static final int AGAIN_MS = 1_000;
    private static final List<String> ENDLESS = List.of(
            "while (true) {}",
            "Thread.sleep(1_000_000);",
            "for (;;) { try { Thread.sleep(9); } catch (Exception e) {} }",
            "new java.util.concurrent.CountDownLatch(1).await();",
            "while (true) { System.out.println(\"again\"); }",
            "while (true) { display(\"again\"); }",
            "for (long i = 0; ; i++) { try { Integer.parseInt(\"x\" + i); } catch (RuntimeException e) {} }",
            "java.util.stream.Stream.generate(() -> new byte[100]).forEach(b -> {});",
            "synchronized (held) { held.wait(); }",
            "int endless(int n) { while (true) { n++; } }\nint got = endless(1);");

    private final Wire wire;
    private final Random random;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int sent;
    private int repeated;

    Interrupts(Wire wire, Random random) {
        this.wire = wire;
        this.random = random;
        assertThat(wire.execute("Object held = new Object();").status()).isEqualTo("ok");
    }

    /** How many were sent so far. */
    int sent() {
        return sent;
    }

    /** How many endless cells were not yet theirs when their first interrupt came, so that they needed another. */
    int repeated() {
        return repeated;
    }

    /** A cell that can be run again if it was interrupted, and what it shows. */
    private record Repeatable(String code, String result) {}

    /** Sends so many interrupts, or a few more; no variable is lost by them. */
    void send(int number) {
        int end = sent + number;
        while (sent < end) {
            switch (random.nextInt(5)) {
                case 0 -> idle();
                case 1, 2 -> finite();
                default -> endless();
            }
        }
        variables.forEach((name, value) -> right(new Repeatable(name, value)));
    }

    /** A thread that waits for a monitor cannot be stopped: it is left behind, until the monitor is free. */
    void monitor() {
        String holder = "var gate = new java.util.concurrent.CountDownLatch(1);\n"
                + "var taken = new java.util.concurrent.CountDownLatch(1);\n"
                + "new Thread(() -> { synchronized (held) { taken.countDown();"
                + " try { gate.await(); } catch (InterruptedException e) {} } }).start();\n"
                + "taken.await();";
        assertThat(wire.execute(holder).status()).isEqualTo("ok");
        String waiting = "System.out.print(\"here\"); synchronized (held) { held.wait(); }";
        Exchange cell = wire.send("execute_request", Wire.cell(waiting), "");
        wire.awaitText(cell, "here");
        interrupt();
        stop(cell);
        assertThat(wire.execute("gate.countDown(); 5").result()).isEqualTo("5");
    }

    private Repeatable repeatable() {
        int n = random.nextInt(1_000);
        switch (random.nextInt(5)) {
            case 0:
                return new Repeatable(n + " * 3", "" + n * 3);
            case 1:
                String name = "iV" + random.nextInt(10);
                variables.put(name, "" + n);
                return new Repeatable("int %s = %d;%n%s".formatted(name, n, name), "" + n);
            case 2:
                return new Repeatable("int iF(int x) { return x + %d; }%niF(1)".formatted(n), "" + (n + 1));
            case 3:
                return new Repeatable(
                        "long s = %d; for (int i = 0; i < 3_000_000; i++) s += i %% 7; s > 0".formatted(n), "true");
            default:
                return new Repeatable("record IR(int a) {}%nnew IR(%d).a()".formatted(n), "" + n);
        }
    }

    private void idle() {
        for (int i = random.nextInt(4); i >= 0; i--) {
            interrupt();
        }
        right(repeatable());
    }

    private void finite() {
        Repeatable repeatable = repeatable();
        Exchange cell = wire.send("execute_request", Wire.cell(repeatable.code()), "");
        wire.await(cell, random.nextInt(LATEST_MS / 2));
        interrupt();
        wire.await(cell);
        if (cell.status().equals("ok")) {
            assertThat(cell.result()).as(cell.request).isEqualTo(repeatable.result());
        } else {
            assertThat(cell.error()).as("%s: %s", cell, cell.reply).isEqualTo("Interrupted");
        }
        right(repeatable);
    }

    private void endless() {
        Exchange cell = wire.send("execute_request", Wire.cell(ENDLESS.get(random.nextInt(ENDLESS.size()))), "");
        wire.await(cell, random.nextInt(LATEST_MS));
        for (int i = random.nextInt(8) == 0 ? 3 : 0; i >= 0; i--) {
            interrupt();
        }
        stop(cell);
        right(repeatable());
    }

    /** Waits for the end of an endless cell; an interrupt that came before the cell began does not concern it. */
    private void stop(Exchange cell) {
        while (!wire.await(cell, AGAIN_MS)) {
            repeated++;
            interrupt();
        }
        assertThat(cell.error()).as("%s: %s", cell, cell.reply).isEqualTo("Interrupted");
        cell.forget();
    }

    private void right(Repeatable repeatable) {
        Exchange cell = wire.execute(repeatable.code());
        assertThat(cell.result()).as("%s: %s", cell, cell.reply).isEqualTo(repeatable.result());
    }

    private void interrupt() {
        sent++;
        wire.control("interrupt_request", new JsonObject());
    }
}
