package joulebook.magics.energy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import joulebook.kernel.error.UserError;
import joulebook.ml.energy.DeviceEnergy;
import joulebook.ml.energy.DeviceKind;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Interval;
import joulebook.ml.energy.Reading;

/**
 * A GPU's rated board power, from the vendor's data sheet.
 *
 * @param name what users call it
 * @param device fits the name that the driver gives it
 * @param watts its rated power, in W
 */
record GpuRating(String name, Pattern device, double watts) {
    private static final String TABLE = "gpu-power.csv";

    /** The names in the table. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return all().stream().map(GpuRating::name).iterator();
        }
    }

    /** The GPU of a name; case does not matter. */
    static GpuRating named(String name) {
        return all().stream()
                .filter(gpu -> gpu.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "The table of GPUs has no " + name + ".",
                        "There are: " + all().stream().map(GpuRating::name).collect(Collectors.joining(", ")) + "."));
    }

    /** A reading whose GPUs drew the same share of this GPU's rated power as they did of their own, for the same time. */
    Reading inPlaceOfThatIn(Reading reading) {
        if (reading.devices().stream().noneMatch(device -> device.kind() == DeviceKind.GPU)) {
            throw new UserError(
                    "No GPU was measured in this session, so nothing says what " + name + " would draw.",
                    "Only --region can be asked here.");
        }
        List<DeviceEnergy> devices = reading.devices().stream()
                .map(device -> device.kind() == DeviceKind.GPU ? inPlaceOf(device) : device)
                .toList();
        return new Reading(reading.seconds(), devices, reading.carbon(), reading.peakMemory(), reading.notes());
    }

    private DeviceEnergy inPlaceOf(DeviceEnergy device) {
        GpuRating measured = all().stream()
                .filter(gpu -> gpu.device.matcher(device.device()).find())
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "The table of GPUs does not know the power of " + device.device() + ", which was measured."));
        double factor = watts / measured.watts;
        Interval joules = device.counted();
        return new DeviceEnergy(
                name,
                DeviceKind.GPU,
                EnergySource.ESTIMATE,
                joules.value() * factor,
                joules.low() * factor,
                joules.high() * factor,
                "scaled from " + measured.name + " by rated power");
    }

    private static Pattern word(String pattern) {
        return Pattern.compile("\\b(?:" + pattern + ")(?!\\d)"); // no A10 in an A100
    }

    private static List<GpuRating> all() {
        try (var reader = new BufferedReader(
                new InputStreamReader(GpuRating.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .map(cells -> new GpuRating(cells[0], word(cells[1]), Double.parseDouble(cells[2])))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
