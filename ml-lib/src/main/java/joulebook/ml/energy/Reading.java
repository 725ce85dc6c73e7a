package joulebook.ml.energy;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joulebook.ml.InputException;

/**
 * What a window of time cost.
 *
 * @param seconds its length on the wall clock, in s
 * @param devices the energy of each device that could be measured; a device that could not is absent, not zero
 * @param carbon what a kilowatt-hour stands for
 * @param peakMemory the most memory this process used
 * @param notes what is absent or less sure than usual, and why, one sentence each
 */
public record Reading(
        double seconds, List<DeviceEnergy> devices, CarbonIntensity carbon, PeakMemory peakMemory, List<String> notes) {

    /** @throws InputException if the seconds are negative or not finite */
    public Reading {
        devices = List.copyOf(devices);
        Objects.requireNonNull(carbon, "carbon");
        peakMemory = Objects.requireNonNullElse(peakMemory, PeakMemory.UNKNOWN);
        notes = notes == null ? List.of() : List.copyOf(notes);
        if (!(seconds >= 0 && Double.isFinite(seconds))) {
            throw new InputException("A reading of " + seconds + " s is impossible: give a finite time of 0 or more.");
        }
    }

    /** A reading without notes that says nothing of memory. */
    public Reading(double seconds, List<DeviceEnergy> devices, CarbonIntensity carbon) {
        this(seconds, devices, carbon, PeakMemory.UNKNOWN, List.of());
    }

    /**
     * The joules of this process: its share of each device, or the whole device where the share cannot be told, as the
     * notes then say.
     */
    public double joules() {
        return sum(DeviceEnergy::joules);
    }

    /** The joules of all measured devices, whoever used them. */
    public double totalJoules() {
        return sum(device -> device.total().value());
    }

    /** The lower end of the interval of {@link #joules()}. */
    public double low() {
        return sum(DeviceEnergy::low);
    }

    /** The upper end of the interval of {@link #joules()}. */
    public double high() {
        return sum(DeviceEnergy::high);
    }

    /** The grams of CO2e of {@link #joules()}. */
    public double grams() {
        return carbon.grams(joules());
    }

    /** Where the joules come from: {@code nvml+rapl}, {@code estimate}, or {@code none} if nothing was measured. */
    public String source() {
        String sources = devices.stream()
                .map(DeviceEnergy::source)
                .distinct()
                .sorted()
                .map(EnergySource::label)
                .collect(Collectors.joining("+"));
        return sources.isEmpty() ? "none" : sources;
    }

    /**
     * Both readings together. Times add up, and so does the energy of a device that both measured in the same way; a
     * device measured in two ways stays two entries. Grams add up too.
     */
    public Reading plus(Reading other) {
        List<DeviceEnergy> sums = new ArrayList<>(devices);
        for (DeviceEnergy more : other.devices) {
            int same = 0;
            while (same < sums.size() && !sums.get(same).addsTo(more)) {
                same++;
            }
            if (same < sums.size()) {
                sums.set(same, sums.get(same).plus(more));
            } else {
                sums.add(more);
            }
        }
        return new Reading(
                seconds + other.seconds,
                sums,
                carbon.mixedWith(other.carbon, joules(), other.joules()),
                peakMemory.max(other.peakMemory),
                Stream.concat(notes.stream(), other.notes.stream()).distinct().toList());
    }

    /** What the work itself cost: without what the devices would have drawn anyway. */
    public Reading minusBaseline(Baseline baseline) {
        List<DeviceEnergy> rest = devices.stream()
                .map(device -> baseline.watts().containsKey(device.device())
                        ? device.minusIdle(baseline.watts().get(device.device()).times(seconds))
                        : device)
                .toList();
        return new Reading(seconds, rest, carbon, peakMemory, notes);
    }

    /** The same energy where a kilowatt-hour stands for something else. */
    public Reading withCarbon(CarbonIntensity other) {
        return new Reading(seconds, devices, other, peakMemory, notes);
    }

    /** This reading as JSON: its components, and for readers of the file {@code joules, low, high, totalJoules, grams, source}. */
    public JsonObject toJson() {
        JsonObject json = Json.GSON.toJsonTree(this).getAsJsonObject();
        json.addProperty("joules", joules());
        json.addProperty("low", low());
        json.addProperty("high", high());
        json.addProperty("totalJoules", totalJoules());
        json.addProperty("grams", grams());
        json.addProperty("source", source());
        return json;
    }

    /**
     * The reading that {@link #toJson()} wrote.
     *
     * @throws InputException if the JSON is not a reading
     */
    public static Reading fromJson(JsonObject json) {
        try {
            return Objects.requireNonNull(Json.GSON.fromJson(json, Reading.class));
        } catch (RuntimeException wrong) { // Gson wraps what a record's constructor throws into a bare one
            var sentence = new InputException("This JSON is not a reading: give an object that Reading.toJson wrote,"
                    + " with seconds, devices and carbon.");
            sentence.initCause(wrong);
            throw sentence;
        }
    }

    /** One line, for example {@code 12.3 s, 45.6 J [22.8 J, 91.2 J] (estimate), 5.99 mg CO2e (world)}. */
    @Override
    public String toString() {
        String time = Units.text(seconds, "s");
        if (devices.isEmpty()) {
            return time + ", energy not measured";
        }
        return time + ", " + Units.text(joules(), "J") + " [" + Units.text(low(), "J") + ", " + Units.text(high(), "J")
                + "] (" + source() + "), " + Units.text(grams(), "g") + " CO2e (" + carbon.region() + ")";
    }

    private double sum(ToDoubleFunction<DeviceEnergy> part) {
        return devices.stream().mapToDouble(part).sum();
    }
}
