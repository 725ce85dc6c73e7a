/**
 * What a piece of work cost: joules by device, always with the way they were obtained and an interval.
 *
 * <pre>{@code
 * try (Window window = Meter.forThisMachine().open()) {
 *     train();
 *     System.out.println(window.stop()); // 12.3 s, 45.6 J [22.8 J, 91.2 J] (estimate), 5.99 mg CO2e (world)
 * }
 * }</pre>
 *
 * <p>GPUs are read through NVML, CPU packages and their memory through RAPL where the machine offers it; else the CPU is
 * estimated from processor time and the memory from its size. Each device tells what all its users together took ({@link
 * joulebook.ml.energy.DeviceEnergy#total()}) and, where that can be told, this process's share of it. What cannot be
 * measured is left out and named in {@link joulebook.ml.energy.Reading#notes()}; it never counts as zero.
 */
package joulebook.ml.energy;
