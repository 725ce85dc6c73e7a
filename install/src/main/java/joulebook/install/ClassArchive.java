package joulebook.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import joulebook.install.client.KernelDiedException;
import joulebook.install.client.KernelProcess;

/**
 * The kernel's classes, parsed and linked, in a file that the JVM maps into memory: an AppCDS archive, or from Java 25
 * an AOT cache. Made by one short run of the kernel. A JVM that the file does not fit (another version, other jars)
 * leaves it alone and starts as without.
 *
 * @param name of the file in the kernelspec's folder
 * @param making the flag that makes it
 * @param using the flag that uses it
 * @param quiet the flag that keeps the JVM from telling the user about classes that do not fit in
 */
record ClassArchive(String name, String making, String using, String quiet) {
    private static final int EXIT_S = 120;

    /** What a first session does: an expression, output, a definition, a magic, a table. */
    private static final List<String> CELLS = List.of(
            "1 + 1",
            "System.out.println(\"ready\"); int x = 3;",
            "record Point(int x, int y) {}\nList.of(new Point(1, 2), new Point(3, x))",
            "Map.of(\"a\", IntStream.range(0, 9).boxed().map(i -> i * x).collect(Collectors.toList()))",
            "%lsmagic",
            "undefined");

    /** @param version of Java */
    static ClassArchive of(int version) {
        return version >= 25
                ? new ClassArchive("classes.aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=", "-Xlog:aot*=off")
                : new ClassArchive(
                        "classes.jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=", "-Xlog:cds*=off");
    }

    /**
     * Runs the kernel of a kernelspec's folder once.
     *
     * @return whether there is an archive now; without one the kernel only starts more slowly
     */
    boolean make(KernelCommand command, Path folder) {
        Path file = folder.resolve(name);
        KernelCommand once = command.with(folder.resolve("lib").toString(), List.of(quiet, making + file));
        Map<String, String> environment = new HashMap<>(KernelCommand.ENVIRONMENT);
        environment.put("JOULEBOOK_HISTORY", "off");
        KernelProcess kernel = new KernelProcess(
                once.words(),
                environment,
                folder,
                ProcessBuilder.Redirect.DISCARD); // a JVM that it starts tells too much
        try {
            CELLS.forEach(cell -> kernel.client().execute(cell, message -> {}));
        } catch (KernelDiedException e) {
            return false;
        } finally {
            kernel.close(EXIT_S); // writes the archive as it ends
        }
        return Files.isRegularFile(file);
    }

    /** The flags that use the archive. */
    List<String> use(String folder) {
        return List.of(quiet, using + folder + "/" + name);
    }
}
