package joulebook.magics.energy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joulebook.magics.ledger.CellCost;
import joulebook.magics.ledger.Costs;
import joulebook.ml.energy.DeviceEnergy;
import joulebook.ml.energy.DeviceKind;
import joulebook.ml.energy.Reading;

/**
 * A ledger as a file like CodeCarbon's {@code emissions.csv}, for tools that read it: energies in kWh, powers in W,
 * emissions in kg and kg/s, durations in s. What was not measured is empty.
 */
final class CodeCarbonCsv {
    private static final double JOULES_PER_KWH = 3.6e6;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final List<String> COLUMNS = List.of(
            "timestamp",
            "project_name",
            "run_id",
            "experiment_id",
            "duration",
            "emissions",
            "emissions_rate",
            "cpu_power",
            "gpu_power",
            "ram_power",
            "cpu_energy",
            "gpu_energy",
            "ram_energy",
            "energy_consumed",
            "country_name",
            "os",
            "cpu_count",
            "cpu_model",
            "gpu_count",
            "gpu_model",
            "tracking_mode");

    private CodeCarbonCsv() {}

    /** A row for each cell; {@code run_id} numbers the sessions, {@code experiment_id} is the cell's number. */
    static String of(List<Costs> sessions) {
        List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
        for (int session = 0; session < sessions.size(); session++) {
            for (CellCost cell : sessions.get(session).cells()) {
                rows.add(row(session + 1, cell));
            }
        }
        return rows.stream()
                .map(row -> row.stream().map(CodeCarbonCsv::quoted).collect(Collectors.joining(",")) + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> row(int session, CellCost cost) {
        Reading reading = cost.reading();
        double seconds = reading.seconds();
        boolean measured = !reading.devices().isEmpty();
        Optional<Double> kilograms = Optional.of(reading.grams() / 1000).filter(kg -> measured);
        Optional<Double> cpu = joules(reading, DeviceKind.CPU);
        Optional<Double> gpu = joules(reading, DeviceKind.GPU);
        Optional<Double> memory = joules(reading, DeviceKind.MEMORY);
        return List.of(
                TIME.format(cost.started().plus(Duration.ofNanos((long) (seconds * 1e9)))),
                "joulebook",
                String.valueOf(session),
                String.valueOf(cost.cell()),
                String.valueOf(seconds),
                text(kilograms),
                text(kilograms.map(kg -> kg / seconds)),
                text(cpu.map(joules -> joules / seconds)),
                text(gpu.map(joules -> joules / seconds)),
                text(memory.map(joules -> joules / seconds)),
                text(cpu.map(joules -> joules / JOULES_PER_KWH)),
                text(gpu.map(joules -> joules / JOULES_PER_KWH)),
                text(memory.map(joules -> joules / JOULES_PER_KWH)),
                measured ? String.valueOf(reading.joules() / JOULES_PER_KWH) : "",
                reading.carbon().region(),
                System.getProperty("os.name"),
                String.valueOf(Runtime.getRuntime().availableProcessors()),
                names(reading, DeviceKind.CPU),
                String.valueOf(of(reading, DeviceKind.GPU).count()),
                names(reading, DeviceKind.GPU),
                "process");
    }

    private static Stream<DeviceEnergy> of(Reading reading, DeviceKind kind) {
        return reading.devices().stream().filter(device -> device.kind() == kind);
    }

    private static Optional<Double> joules(Reading reading, DeviceKind kind) {
        return of(reading, kind).map(DeviceEnergy::joules).reduce(Double::sum);
    }

    private static String names(Reading reading, DeviceKind kind) {
        return of(reading, kind).map(DeviceEnergy::device).collect(Collectors.joining("; "));
    }

    private static String text(Optional<Double> number) {
        return number.filter(Double::isFinite).map(String::valueOf).orElse("");
    }

    private static String quoted(String cell) {
        return cell.matches("[^\",\\n\\r]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
