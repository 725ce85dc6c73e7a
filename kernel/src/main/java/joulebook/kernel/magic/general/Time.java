package joulebook.kernel.magic.general;

import java.util.function.Supplier;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.session.JavaSession;
import joulebook.kernel.session.Usage;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %time}: one run, without the time that compiling takes. */
@Command(
        name = "time",
        description = {
            "Run Java (or magics) once and say what it took: wall-clock time, processor time of all threads, and what this"
                    + " thread allocated.",
            "Compiling the cell does not count. The value stays the cell's."
        })
final class Time implements Magic {
    private final Supplier<JavaSession> session;

    @Parameters(arity = "0..1", paramLabel = "STATEMENT", description = "What to run; or the text below %%%%time.")
    private String code = "";

    Time(Supplier<JavaSession> session) {
        this.session = session;
    }

    @Override
    public Object run(MagicContext context) throws Exception {
        String text = JavaCode.of("time", code, context);
        Usage compiledBefore = session.get().compiling();
        Usage before = Usage.now();
        JavaSession.Value value = context.run(text);
        Usage all = Usage.now().minus(before);
        Usage compiled = session.get().compiling().minus(compiledBefore);
        Usage run = all.minus(compiled);
        context.display(new DisplayData("wall %s, CPU %s, allocated %s (compiled in %s)"
                .formatted(
                        Quantity.seconds(run.wallNanos() / 1e9),
                        Quantity.seconds(run.cpuNanos() / 1e9),
                        Quantity.bytes(run.allocatedBytes()),
                        Quantity.seconds(compiled.wallNanos() / 1e9))));
        return value.shown() ? value.object() : null;
    }

    @Override
    public boolean takesCode() {
        return true;
    }
}
