package joulebook.ml.energy;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The energy one device used.
 *
 * @param device the device's name, for example {@code CPU package-0}
 * @param kind its kind
 * @param source where the numbers come from
 * @param total what the device used for everyone, in J
 * @param attributed this process's share of it, in J; empty where that cannot be told
 * @param sampling how closely the device was watched; empty for an energy that was not measured by a {@link Meter}
 * @param how how the numbers were obtained and what they cover, in a few words
 */
public record DeviceEnergy(
        String device,
        DeviceKind kind,
        EnergySource source,
        Interval total,
        Optional<Interval> attributed,
        Optional<Sampling> sampling,
        String how) {

    public DeviceEnergy {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(how, "how");
        attributed = Json.orEmpty(attributed);
        sampling = Json.orEmpty(sampling);
    }

    /** An energy whose shares are unknown and that nobody watched. */
    public DeviceEnergy(
            String device, DeviceKind kind, EnergySource source, double joules, double low, double high, String how) {
        this(device, kind, source, new Interval(joules, low, high), Optional.empty(), Optional.empty(), how);
    }

    /** What counts: this process's share where it is known, else the energy of the whole device. */
    public Interval counted() {
        return attributed.orElse(total);
    }

    /** The joules that count. */
    public double joules() {
        return counted().value();
    }

    /** The lower end of the interval of {@link #joules()}. */
    public double low() {
        return counted().low();
    }

    /** The upper end of the interval of {@link #joules()}. */
    public double high() {
        return counted().high();
    }

    /** The mean power of the whole device, in W; empty if it was not watched. */
    public OptionalDouble meanWatts() {
        return sampling.filter(s -> s.seconds() > 0).stream()
                .mapToDouble(s -> total.value() / s.seconds())
                .findFirst();
    }

    /** Whether this is the same device, measured in the same way, so that the two may be added. */
    boolean addsTo(DeviceEnergy other) {
        return device.equals(other.device) && kind == other.kind && source == other.source;
    }

    /** The sum of two energies of one device; a share that one of them lacks is lacking in the sum. */
    DeviceEnergy plus(DeviceEnergy other) {
        return new DeviceEnergy(
                device,
                kind,
                source,
                total.plus(other.total),
                attributed.flatMap(mine -> other.attributed.map(mine::plus)),
                sampling.flatMap(mine -> other.sampling.map(mine::plus)),
                how.contains(other.how) ? how : how + "; " + other.how);
    }

    /** What is left without an idle energy, all of which is taken off the share too. */
    DeviceEnergy minusIdle(Interval idle) {
        return new DeviceEnergy(
                device,
                kind,
                source,
                total.minus(idle),
                attributed.map(share -> share.minus(idle)),
                sampling,
                how + ", idle power taken off");
    }
}
