package joulebook.install;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import joulebook.install.bench.Launch;
import joulebook.install.bench.Measurement;
import joulebook.install.bench.Report;
import joulebook.install.bench.Sides;
import joulebook.install.client.KernelDiedException;
import joulebook.kernel.error.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code joulebook bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measure the kernel on this machine, each number beside the floor it could reach and beside ipykernel.")
final class Bench implements Callable<Integer> {
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "How often; 5 by default.")
    private int rounds;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Only these: start, round-trip, completion, burst, lines, display, interrupt, footprint, training,"
                            + " energy.")
    private List<String> only = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the values of each round to a file too.")
    private Path json;

    @Override
    public Integer call() {
        if (rounds < 1) {
            throw new UserError("--rounds is " + rounds + ", but it takes a round at least.", "Leave it out for 5.");
        }
        if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
            throw new UserError("There is no folder for the file " + json + ".", "Make it first.");
        }
        Report report = run(chosen(Measurement.all()));
        System.out.print(report.table());
        if (json != null) {
            write(report);
        }
        return 0;
    }

    /** Of a kernel that is installed for this in a folder of its own, as a user's is. */
    private Report run(List<Measurement> measurements) {
        try {
            KernelSpec spec = new KernelSpec(Files.createTempDirectory("joulebook-bench-"));
            System.err.println("Installing the kernel in " + spec.folder());
            spec.install(KernelCommand.thisJava(), KernelCommand.libraryFolder(), true);
            try {
                Sides sides = new Sides(Launch.of(spec.folder()).with("JOULEBOOK_HISTORY", "off"), ipykernel());
                return Report.run(measurements, sides, rounds, System.err::println);
            } finally {
                spec.uninstall();
            }
        } catch (KernelDiedException e) {
            throw new UserError("A kernel ended while it was measured.", "See what 'joulebook doctor' says.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Python's kernel, where Jupyter looks for it. */
    private static Optional<Launch> ipykernel() {
        Path user = KernelSpec.ofUser().folder().getParent();
        return Stream.of(user, Path.of("/usr/local/share/jupyter/kernels"), Path.of("/usr/share/jupyter/kernels"))
                .map(kernels -> kernels.resolve("python3"))
                .filter(folder -> Files.isRegularFile(folder.resolve("kernel.json")))
                .findFirst()
                .map(folder -> Launch.of(folder).with("PYDEVD_DISABLE_FILE_VALIDATION", "1")); // else it warns
    }

    private List<Measurement> chosen(List<Measurement> all) {
        List<String> names = all.stream().map(Measurement::name).toList();
        List<String> unknown = new ArrayList<>(only);
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            throw new UserError(
                    "There is no measurement '" + unknown.get(0) + "'.",
                    "Choose from " + String.join(", ", names) + ".");
        }
        return all.stream()
                .filter(m -> only.isEmpty() || only.contains(m.name()))
                .toList();
    }

    private void write(Report report) {
        try {
            Files.writeString(
                    json, new GsonBuilder().setPrettyPrinting().create().toJson(report.json()) + "\n");
        } catch (IOException e) {
            throw new UserError("The file " + json + " cannot be written (" + e.getMessage() + ").");
        }
    }
}
