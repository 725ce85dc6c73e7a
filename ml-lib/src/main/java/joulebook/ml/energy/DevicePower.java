package joulebook.ml.energy;

/**
 * What one device draws now.
 *
 * @param device the device's name, as in {@link DeviceEnergy#device()}
 * @param kind its kind
 * @param source where the number comes from
 * @param watts its power, for everyone who uses it, in W
 */
public record DevicePower(String device, DeviceKind kind, EnergySource source, double watts) {}
