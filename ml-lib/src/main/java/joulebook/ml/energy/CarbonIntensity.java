package joulebook.ml.energy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import joulebook.ml.InputException;

/**
 * How much CO2e a kilowatt-hour of electricity stands for.
 *
 * <p>The table that comes with the library holds yearly means of whole countries (2024, life cycle; Ember, Yearly
 * Electricity Data, CC BY 4.0). The grid of a given hour can be several times cleaner or dirtier.
 *
 * @param gramsPerKwh grams of CO2e per kWh
 * @param region the region the figure is for
 * @param source where the figure comes from, with its year
 */
public record CarbonIntensity(double gramsPerKwh, String region, String source) {

    /** The environment variable that names the region of this machine, or gives its grams of CO2e per kWh. */
    public static final String REGION_VARIABLE = "JOULEBOOK_REGION";

    private static final String TABLE = "carbon-intensity.csv";
    private static final String SOURCE = "Ember (CC BY 4.0), yearly mean of 2024";
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** @throws InputException if the intensity is negative or not finite */
    public CarbonIntensity {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(source, "source");
        if (!(gramsPerKwh >= 0 && Double.isFinite(gramsPerKwh))) {
            throw new InputException("A carbon intensity of " + gramsPerKwh
                    + " g/kWh is impossible: give a finite number of grams that is 0 or more.");
        }
    }

    /**
     * The intensity of a region in the table, or the user's own figure.
     *
     * @param region a name such as {@code Germany}, its two-letter code, or {@code world}; case does not matter; or grams
     *     of CO2e per kWh, such as {@code 250}
     * @throws InputException if the table has no such region, or the figure is below 0
     */
    public static CarbonIntensity of(String region) {
        if (NUMBER.matcher(region).matches()) {
            return new CarbonIntensity(Double.parseDouble(region), "own figure", "given by the user");
        }
        for (String line : lines()) {
            String[] cells = line.split(",");
            if (cells[0].equalsIgnoreCase(region) || cells[1].equalsIgnoreCase(region) && !region.isEmpty()) {
                return new CarbonIntensity(Double.parseDouble(cells[2]), cells[0], SOURCE);
            }
        }
        throw new InputException("The carbon table has no region '" + region
                + "': use world, a country such as Germany, India or United States, its two-letter code, or the grams of CO2e"
                + " per kWh.");
    }

    /**
     * The intensity where this machine is: the region that {@value #REGION_VARIABLE} names, else the world's.
     *
     * @throws InputException if the variable names a region that the table does not have
     */
    public static CarbonIntensity here() {
        String region = System.getenv(REGION_VARIABLE);
        return of(region == null || region.isBlank() ? "world" : region.strip());
    }

    /** The grams of CO2e of some joules. */
    public double grams(double joules) {
        return joules / 3.6e6 * gramsPerKwh;
    }

    /** The one intensity that gives two energies together the grams they have apart. */
    CarbonIntensity mixedWith(CarbonIntensity other, double joules, double otherJoules) {
        if (equals(other) || otherJoules == 0) {
            return this;
        }
        if (joules == 0) {
            return other;
        }
        double mean = (gramsPerKwh * joules + other.gramsPerKwh * otherJoules) / (joules + otherJoules);
        return new CarbonIntensity(mean, joined(region, other.region), joined(source, other.source));
    }

    private static String joined(String a, String b) {
        return a.contains(b) ? a : a + " and " + b;
    }

    private static List<String> lines() {
        try (var reader = new BufferedReader(
                new InputStreamReader(CarbonIntensity.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
