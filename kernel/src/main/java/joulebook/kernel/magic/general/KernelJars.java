package joulebook.kernel.magic.general;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.Artifact;

/** The jars that the kernel itself runs on. They come first on the class path, whatever a notebook adds. */
final class KernelJars {
    private KernelJars() {}

    /** The version of the artifact among them, by their names; the group is not in a name, so they must share a class. */
    static Optional<String> version(Artifact artifact) {
        String classifier = artifact.getClassifier().isEmpty() ? "" : "-" + artifact.getClassifier();
        Pattern name = Pattern.compile(
                Pattern.quote(artifact.getArtifactId()) + "-(\\d.*?)" + Pattern.quote(classifier) + "\\.jar");
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            Matcher fits = name.matcher(String.valueOf(jar.getFileName()));
            if (fits.matches() && Files.isRegularFile(jar) && shareAClass(jar, artifact.getFile())) {
                return Optional.of(fits.group(1));
            }
        }
        return Optional.empty();
    }

    private static boolean shareAClass(Path own, File other) {
        try (JarFile mine = new JarFile(own.toFile());
                JarFile theirs = new JarFile(other)) {
            return theirs.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .filter(entry -> !entry.getName().endsWith("module-info.class"))
                    .anyMatch(entry -> mine.getEntry(entry.getName()) != null);
        } catch (IOException e) {
            return false; // no jar: nothing that could hide it
        }
    }
}
