package joulebook.install;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import joulebook.install.client.KernelDiedException;
import joulebook.install.client.KernelProcess;
import joulebook.install.notebook.Cell;
import joulebook.install.notebook.HtmlExport;
import joulebook.install.notebook.Notebook;
import joulebook.install.notebook.Outputs;
import joulebook.kernel.error.UserError;
import joulebook.kernel.protocol.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code joulebook run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run a notebook from top to bottom and write it with its outputs, as .ipynb and as .html.")
final class Run implements Callable<Integer> {
    @Parameters(paramLabel = "NOTEBOOK.ipynb")
    private Path source;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.ipynb",
            description =
                    "Where to write; NOTEBOOK-run.ipynb beside the notebook by default. The .html goes beside it.")
    private Path output;

    @Option(names = "--java", paramLabel = "PATH", description = "The JVM of the kernel; this process's by default.")
    private Path java;

    @Override
    public Integer call() {
        Notebook notebook = Notebook.read(source);
        Path target = output == null ? beside(source, "-run.ipynb") : output;
        Path page = beside(target, ".html");
        checkWritable(target);
        String libraries = KernelCommand.libraryFolder().toString();
        KernelCommand command = java == null ? KernelCommand.ofThisProcess() : KernelCommand.with(java, libraries);
        notebook.cells().stream().filter(Cell::isCode).forEach(Cell::reset);
        Path folder = source.toAbsolutePath().getParent();
        String failure;
        Map<String, String> environment = new HashMap<>(KernelCommand.ENVIRONMENT);
        environment.put("JPY_SESSION_NAME", source.toAbsolutePath().toString()); // as a Jupyter server names it
        try (KernelProcess kernel = new KernelProcess(command.words(), environment, folder)) {
            failure = run(notebook, kernel);
        } catch (KernelDiedException e) {
            failure = e.getMessage();
        }
        write(notebook, target, page);
        System.out.println("\nWrote " + target + " and " + page);
        if (!failure.isEmpty()) {
            System.err.println("The notebook failed: " + failure);
            return 1;
        }
        return 0;
    }

    /** Runs cell after cell up to the first that fails without a tag that it may; what failed, or an empty text. */
    private String run(Notebook notebook, KernelProcess kernel) {
        long count = notebook.cells().stream().filter(Cell::isCode).count();
        Outputs outputs = new Outputs();
        int number = 0;
        for (Cell cell : notebook.cells()) {
            if (!cell.isCode() || cell.source().isBlank()) {
                continue;
            }
            number++;
            System.out.printf(Locale.ROOT, "%n[%d/%d] %s%n", number, count, title(cell));
            JsonObject reply = kernel.client().execute(cell.source(), message -> take(outputs, cell, message));
            if (reply.has("execution_count")) {
                cell.setExecutionCount(reply.get("execution_count").getAsInt());
            }
            if (!reply.get("status").getAsString().equals("ok") && !cell.hasTag("raises-exception")) {
                String message = reply.get("evalue").getAsString();
                return "cell " + number + ": "
                        + (message.isEmpty() ? reply.get("ename").getAsString() : message);
            }
        }
        return "";
    }

    private static void take(Outputs outputs, Cell cell, Message message) {
        outputs.apply(cell, message.type(), message.content());
        switch (message.type()) {
            case "stream" -> echo(message.text("text", ""));
            case "display_data", "execute_result" -> {
                JsonObject data = message.object("data");
                if (data.has("text/plain")) {
                    echo(data.get("text/plain").getAsString());
                }
            }
            case "error" ->
                message.content()
                        .getAsJsonArray("traceback")
                        .forEach(line -> echo(line.getAsString().replaceAll("\u001b\\[[\\d;]*m", "")));
            default -> {
                // a change of what was shown, or no output
            }
        }
    }

    private static void echo(String text) {
        text.lines().forEach(line -> System.out.println("    " + line));
    }

    private static String title(Cell cell) {
        return cell.source().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    private static Path beside(Path file, String ending) {
        String name = file.getFileName().toString().replaceFirst("\\.ipynb$", "");
        return file.resolveSibling(name + ending);
    }

    /** Found out before hours of training, not after. */
    private static void checkWritable(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        boolean writable = Files.exists(target) ? Files.isWritable(target) : Files.isWritable(folder);
        if (!writable) {
            throw new UserError(target + " cannot be written.", "Name another file with --output.");
        }
    }

    private static void write(Notebook notebook, Path target, Path page) {
        try {
            notebook.write(target);
            String title = target.getFileName().toString().replaceFirst("\\.ipynb$", "");
            Files.writeString(page, HtmlExport.page(notebook, title));
        } catch (IOException e) {
            throw new UserError("The result could not be written (" + e + ").", "Name another file with --output.");
        }
    }
}
