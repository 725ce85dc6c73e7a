package joulebook.ml.energy;

import java.util.List;

/**
 * A device that is measured.
 *
 * @param device the device's name, as in {@link DeviceEnergy#device()}
 * @param kind its kind
 * @param source where its joules come from
 * @param how how they are obtained
 * @param facts what else the device tells, in words: its UUID, power limit, temperature and so on
 */
public record DeviceInfo(String device, DeviceKind kind, EnergySource source, String how, List<String> facts) {
    public DeviceInfo {
        facts = List.copyOf(facts);
    }
}
