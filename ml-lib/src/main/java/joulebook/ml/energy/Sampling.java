package joulebook.ml.energy;

/**
 * How closely a device was watched. Few samples or a long gap tell of a sampler that was starved.
 *
 * @param samples how often the device was read, the beginning and the end included
 * @param seconds how long it was watched, in s
 * @param longestGap the longest time between two samples, in s
 * @param peakWatts the highest power between two samples, or at one where the device shows its power, in W
 */
public record Sampling(int samples, double seconds, double longestGap, double peakWatts) {

    /** Both times of watching together. */
    Sampling plus(Sampling other) {
        return new Sampling(
                samples + other.samples,
                seconds + other.seconds,
                Math.max(longestGap, other.longestGap),
                Math.max(peakWatts, other.peakWatts));
    }
}
