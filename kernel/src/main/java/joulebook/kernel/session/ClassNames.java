package joulebook.kernel.session;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The top-level classes of the JDK's {@code java.*} packages and of the jars that the kernel runs with, by name. */
final class ClassNames {
    private final NavigableMap<String, TreeSet<String>> bySimpleName = new TreeMap<>();

    /** Qualified names of the classes whose simple name begins with the prefix, in the order of those. */
    List<String> startingWith(String prefix) {
        return read().subMap(prefix, prefix + Character.MAX_VALUE).values().stream()
                .flatMap(TreeSet::stream)
                .toList();
    }

    /** Qualified names of the classes with a simple name, the JDK's first. */
    List<String> named(String simpleName) {
        return read().getOrDefault(simpleName, new TreeSet<>()).stream()
                .sorted(Comparator.comparing(name -> !name.startsWith("java.")))
                .toList();
    }

    private synchronized NavigableMap<String, TreeSet<String>> read() {
        if (bySimpleName.isEmpty()) {
            readJdk();
            readClassPath();
        }
        return bySimpleName;
    }

    private void readJdk() {
        Path packages = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/packages");
        try (Stream<Path> names = Files.list(packages)) {
            names.filter(name -> name.getFileName().toString().matches("java(\\..*)?"))
                    .forEach(this::readPackage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name a directory with a link to each module that has the package */
    private void readPackage(Path name) {
        String folder = name.getFileName().toString().replace('.', '/');
        try (Stream<Path> modules = Files.list(name)) {
            for (Path module : modules.toList()) {
                Path classes = name.getFileSystem()
                        .getPath("/modules", module.getFileName().toString(), folder);
                try (Stream<Path> files = Files.list(classes)) {
                    files.forEach(file -> add(folder + "/" + file.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readClassPath() {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar") && Files.isRegularFile(Path.of(entry))) {
                try (JarFile jar = new JarFile(entry)) {
                    jar.stream().forEach(file -> add(file.getName()));
                } catch (IOException e) {
                    continue; // the JVM passes over such an entry, too
                }
            }
        }
    }

    private void add(String file) {
        boolean nested = file.indexOf('$') >= 0;
        if (!nested && file.endsWith(".class") && !file.endsWith("-info.class") && !file.startsWith("META-INF")) {
            String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
            bySimpleName
                    .computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), key -> new TreeSet<>())
                    .add(name);
        }
    }
}
