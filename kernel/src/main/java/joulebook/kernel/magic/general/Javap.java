package joulebook.kernel.magic.general;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.session.JavaSession;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %javap}. */
@Command(
        name = "javap",
        description = "Show the members or the bytecode of a class: your own, or any on the class path.")
final class Javap implements Magic {
    private final Supplier<JavaSession> session;

    @Option(names = "-c", description = "Show the bytecode of the methods.")
    private boolean code;

    @Option(names = "-p", description = "Show private members too.")
    private boolean all;

    @Parameters(
            paramLabel = "CLASS",
            description = "A class of the session by its simple name; others by their full name.")
    private String name;

    Javap(Supplier<JavaSession> session) {
        this.session = session;
    }

    @Override
    public Object run(MagicContext context) throws IOException {
        Optional<byte[]> own = session.get().classFile(name);
        if (own.isEmpty()) {
            return javap(name);
        }
        Path file = Files.createTempFile("javap", ".class");
        try {
            return javap(Files.write(file, own.get()).toString());
        } finally {
            Files.delete(file);
        }
    }

    private DisplayData javap(String target) {
        List<String> arguments = new ArrayList<>(List.of("-cp", classPath()));
        if (code) {
            arguments.add("-c");
        }
        if (all) {
            arguments.add("-p");
        }
        arguments.add(target);
        ToolProvider javap = ToolProvider.findFirst("javap")
                .orElseThrow(() -> new UserError("This Java has no javap.", "Run the kernel with a whole JDK."));
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        if (javap.run(out, out, arguments.toArray(new String[0])) != 0) {
            throw new UserError(
                    "%javap: there is no class " + name + ".",
                    "Classes of the session have simple names, others full ones such as java.util.List.");
        }
        // of a class of the session, the file that it came from and JShell's name around it are left out
        return new DisplayData(text.toString()
                .lines()
                .filter(line -> !line.startsWith("Warning:"))
                .map(line -> line.replaceAll("REPL\\.\\$JShell\\$\\w+\\$", ""))
                .collect(Collectors.joining("\n")));
    }

    private String classPath() {
        return Stream.concat(
                        Stream.of(System.getProperty("java.class.path")),
                        session.get().addedToClassPath().stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public Form form() {
        return Form.LINE;
    }
}
