package joulebook.kernel.magic.general;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** A Maven repository in a directory. */
record TestRepository(Path root) {
    String url() {
        return root.toUri().toString();
    }

    /**
     * Adds an artifact of the group {@code test} whose one class says its version: {@code test.NAME.VERSION}.
     *
     * @param dependencies as {@code name:version}
     */
    void add(String name, String version, String... dependencies) throws IOException {
        add(directory(name, version), name, version, dependencies);
    }

    /** Exchanges the artifact's jar for one with an empty file in place of a class. */
    void putClass(String name, String version, String entry) throws IOException {
        Path jar = directory(name, version).resolve(name + "-" + version + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(entry));
        }
    }

    /** Adds the artifact's sources: its class with a comment. */
    void addSources(String name, String version) throws IOException {
        Path jar = directory(name, version).resolve(name + "-" + version + "-sources.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("test/" + name + ".java"));
            zip.write("package test; /** Grows on trees. */ public class %s {}"
                    .formatted(name)
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Adds a build of {@code test:name:1-SNAPSHOT}, which is then its newest. */
    void addSnapshot(String name, int build) throws IOException {
        Path directory = directory(name, "1-SNAPSHOT");
        add(directory, name, "1-20260101.00000%d-%d".formatted(build, build));
        Files.writeString(directory.resolve("maven-metadata.xml"), """
                <metadata>
                  <groupId>test</groupId><artifactId>%s</artifactId><version>1-SNAPSHOT</version>
                  <versioning>
                    <snapshot><timestamp>20260101.00000%d</timestamp><buildNumber>%d</buildNumber></snapshot>
                    <lastUpdated>2026010100000%d</lastUpdated>
                  </versioning>
                </metadata>
                """.formatted(name, build, build, build));
    }

    private Path directory(String name, String version) throws IOException {
        return Files.createDirectories(root.resolve("test/" + name + "/" + version));
    }

    private static void add(Path directory, String name, String version, String... dependencies) throws IOException {
        String base = version.replaceFirst("-\\d+\\.\\d+-\\d+$", "-SNAPSHOT");
        String list = List.of(dependencies).stream()
                .map(d -> d.split(":"))
                .map(d ->
                        "<dependency><groupId>test</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
                                .formatted(d[0], d[1]))
                .collect(Collectors.joining());
        Files.writeString(directory.resolve(name + "-" + version + ".pom"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>test</groupId><artifactId>%s</artifactId><version>%s</version>
                  <dependencies>%s</dependencies>
                </project>
                """.formatted(name, base, list));
        Path classes = Files.createTempDirectory("classes");
        Path source = classes.resolve(name + ".java");
        Files.writeString(
                source,
                "package test; public class %s { public static final String VERSION = String.valueOf(\"%s\"); }"
                        .formatted(name, version));
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
        Path jar = directory.resolve(name + "-" + version + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("test/" + name + ".class"));
            Files.copy(classes.resolve("test/" + name + ".class"), zip);
        }
    }
}
