package joulebook.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a kernel's process holds, and could not give back if memory were short.
 *
 * @param heap live bytes
 * @param metaspace bytes
 * @param files open file descriptors; 0 where the system has no {@code /proc}
 * @param resident bytes of the process in memory; 0 likewise
 */
record Footprint(long heap, long metaspace, int classes, int threads, long files, long resident) {
    private static final String CELL = """
            {
                try {
                    Object all = new long[64][Integer.MAX_VALUE - 8];
                } catch (OutOfMemoryError e) {
                    // what was held softly, such as old results, is gone now
                }
                for (int i = 0; i < 3; i++) System.gc();
                long metaspace = 0;
                for (var pool : java.lang.management.ManagementFactory.getMemoryPoolMXBeans()) {
                    if (pool.getName().contains("Metaspace")) metaspace += pool.getUsage().getUsed();
                }
                System.out.print(java.lang.management.ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                    + " " + metaspace
                    + " " + java.lang.management.ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
                    + " " + java.lang.management.ManagementFactory.getThreadMXBean().getThreadCount());
            }
            """;

    /** More than the kernel lets come before it lets go of what the garbage collector has found to be dead. */
    private static final int CELLS = 120;

    static Footprint of(Wire wire, long pid) {
        wire.execute(CELL).forget();
        for (int i = 0; i < CELLS; i++) {
            wire.execute(";").forget();
        }
        String[] numbers = wire.execute(CELL).stream("stdout").split(" ");
        return new Footprint(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Integer.parseInt(numbers[2]),
                Integer.parseInt(numbers[3]),
                files(pid),
                resident(pid));
    }

    private static long files(long pid) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return "heap %.1f MB, metaspace %.1f MB, %d classes, %d threads, %d files, resident %.0f MB"
                .formatted(heap / 1e6, metaspace / 1e6, classes, threads, files, resident / 1e6);
    }
}
