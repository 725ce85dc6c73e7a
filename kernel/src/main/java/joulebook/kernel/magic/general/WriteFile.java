package joulebook.kernel.magic.general;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %%writefile}. */
@Command(name = "writefile", description = "Write the cell's text below to a file.")
final class WriteFile implements Magic {
    @Option(
            names = {"-a", "--append"},
            description = "Add to the file's end instead of overwriting it.")
    private boolean append;

    @Parameters(paramLabel = "FILE", description = "The file; directories above it are made.")
    private Path file;

    @Override
    public Object run(MagicContext context) {
        Path path = context.workspace().resolve(file.toString());
        if (Files.isDirectory(path)) {
            throw new UserError("%writefile cannot write " + path + ": it is a directory.", "Name a file in it.");
        }
        String verb = Files.exists(path) ? append ? "Added to " : "Overwrote " : "Wrote ";
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(
                    path,
                    context.body().orElse(""),
                    StandardOpenOption.CREATE,
                    append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw Reason.cannot("%writefile cannot write", path, e);
        }
        return new DisplayData(verb + path);
    }

    @Override
    public Form form() {
        return Form.CELL;
    }
}
