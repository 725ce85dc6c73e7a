package joulebook.magics.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellResult;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.DeviceEnergy;
import joulebook.ml.energy.DeviceKind;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Reading;
import joulebook.ml.train.RunSummary;
import joulebook.ml.train.TrainingOptions;

/** Costs for tests. */
public final class Examples {
    private Examples() {}

    /** A ledger that keeps its files below a folder. */
    public static Ledger ledgerIn(Path folder) {
        return new Ledger(Optional.of(new LedgerFolder(folder)));
    }

    /** A ledger that is gone with the process. */
    public static Ledger temporaryLedger() {
        return new Ledger(Optional.empty());
    }

    /** What a CPU used in a second. */
    public static Reading joules(double joules) {
        DeviceEnergy cpu =
                new DeviceEnergy("CPU", DeviceKind.CPU, EnergySource.ESTIMATE, joules, joules / 2, joules * 2, "model");
        return new Reading(1, List.of(cpu), new CarbonIntensity(500, "world", "a table"));
    }

    /** What a GPU used in a second. */
    public static Reading gpuJoules(String device, double joules) {
        DeviceEnergy gpu =
                new DeviceEnergy(device, DeviceKind.GPU, EnergySource.NVML, joules, joules, joules, "counter");
        return new Reading(1, List.of(gpu), new CarbonIntensity(500, "world", "a table"));
    }

    /** A run of two epochs of equal cost. */
    public static RunSummary run(String algorithm, long seed, double joules, double accuracy) {
        return new RunSummary(
                algorithm,
                "ring",
                TrainingOptions.defaults().withSeed(seed),
                Map.of("test_accuracy", accuracy),
                List.of(
                        Map.of("epoch", 1d, "test_accuracy", accuracy - 0.1, "joules", joules / 2),
                        Map.of("epoch", 2d, "test_accuracy", accuracy, "joules", joules)),
                joules(joules));
    }

    /** Runs a cell. */
    public static CellCost cell(Ledger ledger, int number, String code, CellResult.Status status, double joules) {
        ledger.begin();
        return ledger.end(new Cell(number, code, false, true), status, joules(joules));
    }

    /** A cell's cost that is in no ledger. */
    public static CellCost cost(int index, int number, Reading reading) {
        Cell cell = new Cell(number, "1", false, true);
        return CellCost.of(index, cell, Instant.EPOCH, CellResult.Status.OK, reading);
    }
}
