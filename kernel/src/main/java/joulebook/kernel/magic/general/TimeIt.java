package joulebook.kernel.magic.general;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.session.JavaSession;
import joulebook.kernel.session.Usage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %timeit}: many runs of small code, in this JVM. */
@Command(
        name = "timeit",
        description = {
            "Run Java many times and say how long one run takes: first until the times are steady, then in repeats.",
            "Its value is a Timing. All runs are in this JVM: what ran before can change how the JIT compiles the code."
        })
final class TimeIt implements Magic {
    private static final double REPEAT_SECONDS = 0.05;
    private static final double WARM_UP_SECONDS = 2;
    private static final double STEADY = 0.05;

    private final Supplier<JavaSession> session;

    @Option(
            names = {"-n", "--loops"},
            paramLabel = "N",
            description = "Runs in each repeat (default: so many that a repeat takes 50 ms).")
    private long loops;

    @Option(
            names = {"-r", "--repeats"},
            paramLabel = "N",
            description = "Repeats (default ${DEFAULT-VALUE}).")
    private int repeats = 7;

    @Parameters(arity = "0..1", paramLabel = "EXPRESSION", description = "What to run; or the text below %%%%timeit.")
    private String code = "";

    TimeIt(Supplier<JavaSession> session) {
        this.session = session;
    }

    @Override
    public Object run(MagicContext context) throws Exception {
        if (loops < 0 || repeats < 1) {
            throw new UserError(
                    "%timeit: --loops and --repeats must be 1 or more.", "Leave --loops out to have it chosen.");
        }
        TimedLoop loop = compile(JavaCode.of("timeit", code, context), context);
        try {
            long chosen = loops > 0 ? loops : chosenLoops(loop, 1);
            warmUp(loop, chosen);
            return measure(loop, loops > 0 ? loops : chosenLoops(loop, chosen));
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the code once as it stands, so that mistakes are told in its own words, and then compiles the loop. */
    private TimedLoop compile(String text, MagicContext context) throws Exception {
        String statement = context.body().isPresent() ? "{" + text + "\n}" : text; // line numbers stay
        boolean value =
                session.get().evaluate(statement, context.cell().place()).shown();
        String once = value ? Sink.class.getName() + ".take(" + text + "\n);" : statement + "\n;";
        return (TimedLoop) context.evaluate("""
                        (%s) $loops -> {
                            for (long $loop = 0; $loop < $loops; $loop++) {
                                %s.fence();
                                %s
                            }
                        }""".formatted(TimedLoop.class.getName(), Sink.class.getName(), once))
                .orElseThrow();
    }

    /** So many loops, in powers of two, that they take long enough to be measured. */
    private static long chosenLoops(TimedLoop loop, long from) throws Throwable {
        long chosen = from;
        while (chosen < 1L << 40 && time(loop, chosen).wallNanos() < REPEAT_SECONDS * 1e9) {
            chosen *= 2;
        }
        return chosen;
    }

    /** Until three in a row take the same time, within 5%, or it has taken too long. */
    private static void warmUp(TimedLoop loop, long loops) throws Throwable {
        long end = System.nanoTime() + (long) (WARM_UP_SECONDS * 1e9);
        long[] last = {0, 0, 0};
        for (int i = 0; System.nanoTime() < end; i++) {
            last[i % 3] = time(loop, loops).wallNanos();
            long fastest = Math.min(last[0], Math.min(last[1], last[2]));
            long slowest = Math.max(last[0], Math.max(last[1], last[2]));
            if (slowest - fastest < STEADY * fastest) {
                return;
            }
        }
    }

    private Timing measure(TimedLoop loop, long loops) throws Throwable {
        List<Double> seconds = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            Usage used = time(loop, loops);
            seconds.add(used.wallNanos() / 1e9 / loops);
            bytes.add((double) used.allocatedBytes() / loops);
        }
        return new Timing(loops, List.copyOf(seconds), Timing.median(bytes));
    }

    private static Usage time(TimedLoop loop, long loops) throws Throwable {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Usage before = Usage.now();
        loop.run(loops);
        return Usage.now().minus(before);
    }

    @Override
    public boolean takesCode() {
        return true;
    }
}
