package joulebook.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** JupyterLab's renderer packages from npm, bundled so that a page can be opened without a server. */
final class LabRenderers {
    private LabRenderers() {}

    /** The folder with the bundle; skips the test where npm cannot get the packages. */
    static Path bundle(Path target) throws IOException {
        Files.createDirectories(target);
        for (String file : List.of("package.json", "package-lock.json", "page.js", "light.css", "dark.css")) {
            Files.copy(source().resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Programs.Result fetched = npm(target, "ci", "--no-audit", "--no-fund");
        Assumptions.assumeTrue(fetched.status() == 0, "npm cannot fetch JupyterLab's packages: " + fetched.err());
        Programs.Result bundled = npm(target, "run", "bundle");
        if (bundled.status() != 0) {
            throw new IllegalStateException(bundled.out() + bundled.err());
        }
        return target.resolve("bundle");
    }

    private static Programs.Result npm(Path target, String... arguments) {
        List<String> words = new ArrayList<>(List.of("npm", "--prefix", target.toString()));
        words.addAll(List.of(arguments));
        try {
            return Programs.run(Map.of(), words);
        } catch (UncheckedIOException e) {
            return Assumptions.abort("npm is not installed, which JupyterLab's renderers come by.");
        }
    }

    private static Path source() {
        try {
            return Path.of(LabRenderers.class.getResource("lab").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
