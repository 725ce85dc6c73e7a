package joulebook.ml.energy;

import java.util.LinkedHashMap;
import java.util.Map;
import joulebook.ml.InputException;

/**
 * What the devices draw when nothing is asked of them.
 *
 * @param seconds how long that was measured, in s
 * @param watts the mean power of each device, by its name, in W
 */
public record Baseline(double seconds, Map<String, Interval> watts) {

    public Baseline {
        watts = Map.copyOf(watts);
    }

    /**
     * The baseline that a reading of an idle time gives.
     *
     * @throws InputException if the reading lasted no time
     */
    public static Baseline of(Reading idle) {
        if (idle.seconds() == 0) {
            throw new InputException("A baseline needs a reading of some seconds, but this one lasted none.");
        }
        Map<String, Interval> watts = new LinkedHashMap<>();
        for (DeviceEnergy device : idle.devices()) {
            watts.put(device.device(), device.total().times(1 / idle.seconds()));
        }
        return new Baseline(idle.seconds(), watts);
    }
}
