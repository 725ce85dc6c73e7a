package joulebook.magics.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellResult;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.DeviceEnergy;
import joulebook.ml.energy.DeviceKind;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Reading;
import org.junit.jupiter.api.Test;

class LedgerViewTest {
    private static Ledger.Entry entry(int number, boolean stored, double joules) {
        DeviceEnergy cpu =
                new DeviceEnergy("CPU", DeviceKind.CPU, EnergySource.ESTIMATE, joules, joules, joules, "model");
        Reading reading = new Reading(1, List.of(cpu), new CarbonIntensity(500, "world", "a table"));
        return new Ledger.Entry(new Cell(number, "1", false, stored), CellResult.Status.OK, reading);
    }

    @Test
    void aCellThatIsNotCountedAddsToTheBarOfTheOneBefore() {
        List<Ledger.Entry> entries = Stream.of(entry(1, true, 2), entry(1, false, 5), entry(2, true, 3))
                .toList();
        String plotly = LedgerView.figure(entries).toPlotly().toString();
        assertThat(plotly).contains("[\"1\",\"2\"]").contains("[7.0,3.0]");
        assertThat(LedgerView.table(entries).toString()).contains("10 J");
    }
}
