package joulebook.ml.energy;

import java.util.OptionalDouble;

/**
 * What a device showed at one moment.
 *
 * @param nanos the moment, on the meter's clock
 * @param joules the energy since the sample before
 * @param ownJoules this process's share of it, empty where that cannot be told
 * @param watts the power at that moment, or the mean power of late where the device shows none
 */
record Sample(long nanos, double joules, OptionalDouble ownJoules, double watts) {}
