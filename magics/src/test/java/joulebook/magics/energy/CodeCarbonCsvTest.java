package joulebook.magics.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import joulebook.magics.ledger.CellCost;
import joulebook.magics.ledger.Costs;
import joulebook.magics.ledger.Examples;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.Reading;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class CodeCarbonCsvTest {
    @Test
    void isInCodeCarbonsUnits() {
        CellCost measured =
                Examples.cost(1, 4, Examples.joules(7.2e6).plus(Examples.gpuJoules("GPU 0 \"Big, Bad\"", 3.6e6)));
        CellCost unmeasured = Examples.cost(2, 5, new Reading(3, List.of(), CarbonIntensity.of("world")));
        String csv = CodeCarbonCsv.of(List.of(new Costs(List.of(measured, unmeasured), List.of())));
        Table table = Table.read().csv(csv, "emissions");
        assertThat(table.rowCount()).isEqualTo(2);
        assertThat(number(table, 0, "energy_consumed")).isEqualTo(3); // kWh
        assertThat(number(table, 0, "cpu_energy")).isEqualTo(2);
        assertThat(number(table, 0, "gpu_energy")).isEqualTo(1);
        assertThat(number(table, 0, "emissions")).isEqualTo(1.5); // kg, at 500 g/kWh
        assertThat(number(table, 0, "emissions_rate")).isEqualTo(0.75); // kg/s, in 2 s
        assertThat(number(table, 0, "gpu_power")).isEqualTo(1.8e6); // W
        assertThat(table.getString(0, "timestamp")).startsWith("1970-01-01T00:00:02");
        assertThat(table.getString(0, "gpu_model")).isEqualTo("GPU 0 \"Big, Bad\"");
        assertThat(number(table, 1, "duration")).isEqualTo(3);
        assertThat(table.column("energy_consumed").isMissing(1)).isTrue();
        assertThat(table.column("emissions").isMissing(1)).isTrue();
    }

    private static double number(Table table, int row, String column) {
        return table.numberColumn(column).getDouble(row);
    }
}
