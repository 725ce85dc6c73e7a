package joulebook.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import joulebook.e2e.InstalledKernel;
import joulebook.install.client.KernelProcess;
import joulebook.kernel.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    private static final String FROM_ARCHIVE = "source: shared objects file";

    @TempDir
    static Path prefix;

    @Test
    void theInstalledKernelTakesItsClassesFromTheArchive() throws Exception {
        Path log = prefix.resolve("classes.log");
        InstalledKernel installed = new InstalledKernel(prefix);
        try (KernelProcess kernel = installed.start("-Xlog:class+load:file=" + log)) {
            assertThat(InstalledKernel.execute(kernel, "1 + 1").texts("execute_result"))
                    .containsExactly("2");
        }
        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).anyMatch(line -> line.contains(Main.class.getName() + " " + FROM_ARCHIVE));
        for (String library : List.of(" joulebook.", " org.zeromq.", " com.google.gson.", " jdk.jshell.")) {
            List<String> classes =
                    loaded.stream().filter(line -> line.contains(library)).toList();
            assertThat(classes.stream().filter(line -> line.contains(FROM_ARCHIVE)))
                    .as("%s of %d classes", library, classes.size())
                    .hasSizeGreaterThan(classes.size() * 9 / 10);
        }
    }
}
