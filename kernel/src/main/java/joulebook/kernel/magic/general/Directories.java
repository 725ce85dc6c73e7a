package joulebook.kernel.magic.general;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The notebook's directory. */
final class Directories {
    private Directories() {}

    /** {@code %cd}. */
    @Command(
            name = "cd",
            description = {
                "Change the directory that magics work in: %%%%bash, %%load, %%run, %%ls, %%%%writefile, %%classpath.",
                "A running JVM cannot change its own: relative paths in Java stay relative to where the kernel started."
            })
    static final class Cd implements Magic {
        @Parameters(
                arity = "0..1",
                paramLabel = "DIRECTORY",
                description = "Where to go: - is where you came from, ~ your home (the default).")
        private Path directory = Path.of("~");

        @Override
        public Object run(MagicContext context) {
            context.workspace().change(directory.toString());
            return new DisplayData(context.workspace().directory().toString());
        }

        @Override
        public Form form() {
            return Form.LINE;
        }
    }

    /** {@code %pwd}. */
    @Command(name = "pwd", description = "Show the directory that magics work in.")
    static final class Pwd implements Magic {
        @Override
        public Object run(MagicContext context) {
            return context.workspace().directory().toString();
        }

        @Override
        public Form form() {
            return Form.LINE;
        }
    }

    /** {@code %ls}. */
    @Command(name = "ls", description = "List a directory.")
    static final class Ls implements Magic {
        private static final DateTimeFormatter MINUTES =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

        @Parameters(
                arity = "0..1",
                paramLabel = "PATH",
                description = "What to list (default: the notebook's directory).")
        private Path path = Path.of("");

        @Override
        public Object run(MagicContext context) {
            Path wanted = context.workspace().resolve(path.toString());
            try (Stream<Path> entries = Files.isDirectory(wanted) ? Files.list(wanted) : Stream.of(wanted)) {
                TextTable table = new TextTable("Name", "Size", "Changed");
                for (Path entry : entries.sorted().toList()) {
                    boolean directory = Files.isDirectory(entry);
                    table.row(
                            entry.getFileName() + (directory ? "/" : ""),
                            directory ? "" : Quantity.bytes(Files.size(entry)),
                            MINUTES.format(Files.getLastModifiedTime(entry).toInstant()));
                }
                return table.display();
            } catch (IOException e) {
                throw Reason.cannot("%ls cannot list", wanted, e);
            }
        }

        @Override
        public Form form() {
            return Form.LINE;
        }
    }
}
