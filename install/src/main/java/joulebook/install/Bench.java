package joulebook.install;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import joulebook.install.bench.Jvm;
import joulebook.install.bench.Measurement;
import joulebook.install.bench.Report;
import joulebook.install.client.KernelDiedException;
import joulebook.kernel.error.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code joulebook bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure the kernel on this machine, each number beside the raw floor it could reach.")
final class Bench implements Callable<Integer> {
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "How often; 5 by default.")
    private int rounds;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only these: start, round-trip, lines, training.")
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
        Report report = run();
        System.out.print(report.table());
        if (json != null) {
            write(report);
        }
        return 0;
    }

    private Report run() {
        Jvm jvm = new Jvm(KernelCommand.ofThisProcess().jvm(), KernelCommand.ENVIRONMENT);
        try {
            return Report.run(chosen(Measurement.all(jvm)), rounds, System.err::println);
        } catch (KernelDiedException e) {
            throw new UserError("A kernel ended while it was measured.", "See what 'joulebook doctor' says.");
        }
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
