package joulebook.ml.energy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The rated power of a processor for each of its logical CPUs.
 *
 * @param wattsPerCpu rated watts divided by hardware threads
 * @param basis the processor the figure is of
 */
record CpuPower(double wattsPerCpu, String basis) {

    private static final String TABLE = "cpu-power.txt";

    /** For a processor the table does not know: the middle of the table, and the figure CodeCarbon falls back to. */
    private static final CpuPower UNKNOWN = new CpuPower(4, "an assumption, the model is not in the table");

    /** The figure of the family that a model name belongs to; laptops have about 2 W a CPU, desktops 4 W to 5 W. */
    static CpuPower of(String modelName) {
        try (var reader = new BufferedReader(
                new InputStreamReader(CpuPower.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ; "))
                    .filter(row -> Pattern.compile(row[0]).matcher(modelName).find())
                    .findFirst()
                    .map(row -> new CpuPower(Double.parseDouble(row[1]) / Double.parseDouble(row[2]), row[3]))
                    .orElse(UNKNOWN);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
