package joulebook.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import joulebook.e2e.InstalledKernel;
import joulebook.install.client.KernelProcess;
import joulebook.kernel.protocol.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long and hard session with the installed kernel: several clients, random cells, floods of output, interrupts, bad
 * messages on every socket. Nothing of it may be lost, answered twice or held on to. The size is that of a quick check;
 * {@code -Djoulebook.soak=full} makes it that of a day's work.
 */
class SoakTest {
    private static final boolean FULL = System.getProperty("joulebook.soak", "").equals("full");
    private static final int CLIENTS = 3;
    private static final int CELLS = FULL ? 10_000 : 600;
    private static final int INTERRUPTS = FULL ? 200 : 32;
    private static final int FRAMES = FULL ? 20_000 : 2_000;
    private static final int LINES = FULL ? 600_000 : 60_000; // 2 hours of 80 lines a second
    private static final int LINES_A_CELL = 15_000;
    private static final int QUARTERS = 4;
    private static final int PROBES = 41;

    /**
     * What may be held on to for each cell. Measured over 9,000 cells: 2.8 kB of heap, and 0.2 kB of metaspace for the
     * classes that cannot have a loader of their own. A short run warms up while it is measured: 8.4 and 1.3 kB. With
     * all that JShell keeps it would be 38 and 1.8 kB.
     */
    private static final long HEAP_A_CELL = FULL ? 6_000 : 20_000;

    private static final long METASPACE_A_CELL = FULL ? 1_000 : 3_000;
    private static final int THREADS = 4;
    private static final int FILES = 10;
    private static final double SLOWER = 3;

    @TempDir
    static Path prefix;

    private final List<Wire> wires = new ArrayList<>();
    private final List<Cells> cells = new ArrayList<>();
    private KernelProcess kernel;

    @Test
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void theSessionStaysWholeAndSlim() throws Exception {
        long start = System.nanoTime();
        kernel = new InstalledKernel(prefix, "--no-archive").start();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                Wire wire = new Wire(kernel.connection(), "client " + i);
                wires.add(wire);
                cells.add(new Cells(wire, String.valueOf((char) ('a' + i)), new Random(i)));
                cells.get(i).begin();
            }
            Wire first = wires.get(0);
            assertThat(first.execute("int replayed = 0;").status()).isEqualTo("ok");
            Interrupts interrupts = new Interrupts(first, new Random(11));
            List<Footprint> footprints = new ArrayList<>();
            List<Cost> costs = new ArrayList<>();
            List<Integer> numbers = new ArrayList<>();
            int bad = 0;
            for (int quarter = 0; quarter < QUARTERS; quarter++) {
                try (Noise noise = new Noise(kernel.connection(), new Random(21 + quarter))) {
                    together(threads, noise, quarter);
                    bad += noise.sent();
                }
                flood(first);
                interrupts.send(INTERRUPTS / QUARTERS);
                interrupts.monitor();
                cells.forEach(Cells::end);
                assertThat(first.execute("replayed").result()).isEqualTo("" + (quarter + 1));
                costs.add(cost(first));
                footprints.add(Footprint.of(first, kernel.handle().pid()));
                numbers.add(first.execute("3").number());
                System.out.printf(
                        "soak: %d cells, %d interrupts (%d again), %d bad messages, %.0f s; 1 + 1 in %.1f ms (%.1f of the processor); %s%n",
                        numbers.get(quarter),
                        interrupts.sent(),
                        interrupts.repeated(),
                        bad,
                        (System.nanoTime() - start) / 1e9,
                        costs.get(quarter).clock(),
                        costs.get(quarter).processor(),
                        footprints.get(quarter));
                for (Wire wire : wires) {
                    for (Exchange exchange : wire.exchanges()) {
                        assertThat(exchange.isOnce()).as(exchange.toString()).isTrue();
                        exchange.forget();
                    }
                }
            }
            int last = QUARTERS - 1;
            slim(footprints.get(0), footprints.get(last), numbers.get(last) - numbers.get(0));
            if (FULL) { // a short run has warmed up little in its first quarter
                assertThat(costs.get(last).processor())
                        .as("processor's ms for 1 + 1")
                        .isLessThan(SLOWER * costs.get(0).processor());
            }
        } finally {
            threads.shutdownNow();
            wires.forEach(Wire::close);
            kernel.close();
        }
    }

    private static void slim(Footprint early, Footprint late, int cells) {
        double heap = (late.heap() - early.heap()) / (double) cells;
        double metaspace = (late.metaspace() - early.metaspace()) / (double) cells;
        System.out.printf(
                "soak: each cell leaves %.1f kB of heap, %.1f kB of metaspace%n", heap / 1e3, metaspace / 1e3);
        assertThat(heap).as("bytes of heap a cell").isLessThan(HEAP_A_CELL);
        assertThat(metaspace).as("bytes of metaspace a cell").isLessThan(METASPACE_A_CELL);
        assertThat(late.threads()).as("threads").isLessThanOrEqualTo(early.threads() + THREADS);
        assertThat(late.files()).as("open files").isLessThanOrEqualTo(early.files() + FILES);
    }

    /** Three clients run cells, another asks, and another makes noise. */
    private void together(ExecutorService threads, Noise noise, int quarter) {
        List<CompletableFuture<Void>> work = new ArrayList<>();
        int each = CELLS / QUARTERS / CLIENTS;
        for (Cells client : cells) {
            work.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < each; i++) {
                            client.next();
                        }
                    },
                    threads));
        }
        work.add(CompletableFuture.runAsync(() -> ask(each / 4, new Random(31 + quarter)), threads));
        work.add(CompletableFuture.runAsync(() -> noise.make(FRAMES / QUARTERS), threads));
        CompletableFuture.allOf(work.toArray(new CompletableFuture<?>[0])).join();
    }

    /** Asks what a front end asks while one types, at times of a subshell. */
    private void ask(int questions, Random random) {
        try (Wire wire = new Wire(kernel.connection(), "asking")) {
            String subshell = wire.control("create_subshell_request", new JsonObject())
                    .reply
                    .text("subshell_id", "");
            for (int i = 0; i < questions; i++) {
                String to = random.nextBoolean() ? subshell : "";
                switch (random.nextInt(5)) {
                    case 0 -> {
                        Content content =
                                Content.of().with("code", "aKept.substr").with("cursor_pos", 12);
                        assertThat(question(wire, "complete_request", content, to))
                                .contains("substring");
                    }
                    case 1 -> {
                        Content content = Content.of().with("code", "aKept").with("cursor_pos", 3);
                        assertThat(question(wire, "inspect_request", content, to))
                                .contains("String");
                    }
                    case 2 ->
                        assertThat(question(
                                        wire,
                                        "is_complete_request",
                                        Content.of().with("code", "f("),
                                        to))
                                .contains("incomplete");
                    case 3 -> {
                        Content content =
                                Content.of().with("hist_access_type", "tail").with("n", 5);
                        assertThat(question(wire, "history_request", content, to))
                                .contains("history");
                    }
                    default ->
                        assertThat(question(wire, "kernel_info_request", Content.of(), to))
                                .contains("joulebook");
                }
            }
            wire.control(
                    "delete_subshell_request",
                    Content.of().with("subshell_id", subshell).json());
            wire.exchanges()
                    .forEach(exchange -> assertThat(exchange.isOnce())
                            .as(exchange.toString())
                            .isTrue());
        }
    }

    private static String question(Wire wire, String type, Content content, String subshell) {
        Exchange exchange = wire.await(wire.send(type, content.json(), subshell));
        return exchange.reply.content().toString();
    }

    /** What a chatty session prints. */
    private static void flood(Wire wire) {
        for (int lines = 0; lines < LINES / QUARTERS; lines += LINES_A_CELL) {
            Exchange cell = wire.execute("for (int i = 0; i < " + LINES_A_CELL
                    + "; i++) System.out.printf(\"%06d: a line of the usual length, more or less of it\\n\", i);");
            String[] text = cell.stream("stdout").split("\n");
            assertThat(text).hasSize(LINES_A_CELL);
            for (int i = 0; i < text.length; i++) {
                assertThat(text[i]).startsWith("%06d: ".formatted(i));
            }
            cell.forget();
        }
    }

    /** Milliseconds of a small cell: those on the clock, and those of the processor, which a busy machine does not change. */
    private record Cost(double clock, double processor) {}

    private Cost cost(Wire wire) {
        double[] milliseconds = new double[PROBES];
        double before = processorMs();
        for (int i = 0; i < PROBES; i++) {
            long start = System.nanoTime();
            assertThat(wire.execute("1 + 1").result()).isEqualTo("2");
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        double processor = (processorMs() - before) / PROBES;
        Arrays.sort(milliseconds);
        return new Cost(milliseconds[PROBES / 2], processor);
    }

    private double processorMs() {
        return kernel.handle().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }
}
