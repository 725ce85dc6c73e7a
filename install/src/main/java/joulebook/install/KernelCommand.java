package joulebook.install;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joulebook.kernel.Main;
import joulebook.kernel.error.UserError;

/**
 * The command that starts a kernel: the JVM, its flags, the class path.
 *
 * @param java the {@code java} program
 * @param version its feature version, such as 17
 * @param libraries the folder with the jars, as it is to stand in the command
 * @param flags of the JVM, beside those that each kernel gets
 */
record KernelCommand(Path java, int version, String libraries, List<String> flags) {
    /** Environment of the kernel's process. */
    static final Map<String, String> ENVIRONMENT = Map.of(
            "DJL_OFFLINE", "true", // the natives come with the jars
            "OMP_WAIT_POLICY", "PASSIVE", // threads that spin while they wait cost energy, and time on shared cores,
            "GOMP_SPINCOUNT", "1000"); // but a few microseconds of it bridge the gap between two operations

    private static final int BASELINE = 17;

    /** The command with this process's JVM and jars. */
    static KernelCommand ofThisProcess() {
        return new KernelCommand(
                thisJava(), Runtime.version().feature(), libraryFolder().toString(), List.of());
    }

    /** @param java a {@code java} program or a JDK's folder */
    static KernelCommand with(Path java, String libraries) {
        Path program = Files.isDirectory(java) ? java.resolve("bin").resolve("java") : java;
        int version = version(program);
        if (version < BASELINE) {
            throw new UserError(
                    program + " is Java " + version + ", but Joulebook needs Java " + BASELINE + " or newer.",
                    "Name another with --java.");
        }
        return new KernelCommand(program.toAbsolutePath(), version, libraries, List.of());
    }

    /** The same command with other jars and flags. */
    KernelCommand with(String otherLibraries, List<String> otherFlags) {
        return new KernelCommand(java, version, otherLibraries, otherFlags);
    }

    /** The words of the command, up to the connection file, which comes last. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-Xms128m", // the heap grows as it is needed, not to a share of the machine's memory at once
                "-XX:MinHeapFreeRatio=20", // and is given back: by default it may be three times what is used
                "-XX:MaxHeapFreeRatio=40",
                "-XX:NewSize=32m", // what the compiler leaves dies young: with less, it gets old and has to be sought
                // javac runs for milliseconds a cell: only what is hot for longer is worth optimizing
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000",
                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED", // so that what JShell never forgets can be forgotten
                "-Djava.awt.headless=true"));
        if (version >= 24) {
            words.add("--enable-native-access=ALL-UNNAMED");
            words.add("--sun-misc-unsafe-memory-access=allow");
        }
        words.addAll(flags);
        words.addAll(List.of("-cp", libraries + File.separator + "*", Main.class.getName()));
        return words;
    }

    /** The {@code java} program that runs this process. */
    static Path thisJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The folder of the jars that this process runs from. */
    static Path libraryFolder() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                return Path.of(entry).toAbsolutePath().getParent();
            }
        }
        throw new IllegalStateException("Joulebook does not run from jars: start it with install/joulebook.");
    }

    private static int version(Path java) {
        try {
            Process process = new ProcessBuilder(java.toString(), "-version")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(30, TimeUnit.SECONDS);
            Matcher version = Pattern.compile("version \"(?:1\\.)?(\\d+)").matcher(text);
            if (version.find()) {
                return Integer.parseInt(version.group(1));
            }
        } catch (IOException e) {
            // said below
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UserError(
                "'" + java + "' is not a Java program that can be started.",
                "Name a JDK's folder or its java with --java.");
    }
}
