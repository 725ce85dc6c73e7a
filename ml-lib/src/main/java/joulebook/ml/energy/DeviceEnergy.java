package joulebook.ml.energy;

import java.util.Objects;
import joulebook.ml.InputException;

/**
 * The energy one device used.
 *
 * @param device the device's name, for example {@code CPU package-0}
 * @param kind its kind
 * @param source where the number comes from
 * @param joules the best value, in J
 * @param low the lowest value the way of measuring allows, in J
 * @param high the highest such value, in J
 * @param how how the number was obtained and what it covers, in a few words
 */
public record DeviceEnergy(
        String device, DeviceKind kind, EnergySource source, double joules, double low, double high, String how) {

    /** @throws InputException unless {@code 0 <= low <= joules <= high} and all are finite */
    public DeviceEnergy {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(how, "how");
        if (!(0 <= low && low <= joules && joules <= high && Double.isFinite(high))) {
            throw new InputException("The energy of " + device + " is " + joules + " J in [" + low + ", " + high
                    + "], but an energy lies inside a finite interval that starts at 0 or above: check the meter.");
        }
    }

    /** Whether this is the same device, measured in the same way, so that the two may be added. */
    boolean addsTo(DeviceEnergy other) {
        return device.equals(other.device) && kind == other.kind && source == other.source;
    }

    /** The sum of two energies of one device; the interval is the widest possible, as if the errors were one error. */
    DeviceEnergy plus(DeviceEnergy other) {
        return new DeviceEnergy(
                device,
                kind,
                source,
                joules + other.joules,
                low + other.low,
                high + other.high,
                how.contains(other.how) ? how : how + "; " + other.how);
    }
}
