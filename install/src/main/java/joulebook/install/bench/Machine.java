package joulebook.install.bench;

import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/**
 * Where a run was made.
 *
 * @param load the mean number of busy threads of the last minute, before the run; negative where it is not known
 */
record Machine(String processor, int cores, String java, double load) {
    static Machine now() {
        CentralProcessor processor = new SystemInfo().getHardware().getProcessor();
        return new Machine(
                processor.getProcessorIdentifier().getName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                processor.getSystemLoadAverage(1)[0]);
    }
}
