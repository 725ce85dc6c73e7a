package joulebook.install;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import joulebook.kernel.error.UserError;

/**
 * The kernelspec: the folder {@code kernels/joulebook} below a Jupyter data folder. It holds the jars too, so that it
 * goes on working when the source tree is moved or cleaned.
 *
 * @param folder the kernelspec's folder
 */
record KernelSpec(Path folder) {
    private static final String NAME = "joulebook";

    /** The user's own kernelspec. */
    static KernelSpec ofUser() {
        return new KernelSpec(userData().resolve("kernels").resolve(NAME));
    }

    /** The kernelspec of a prefix such as {@code /usr/local} or a virtual environment. */
    static KernelSpec ofPrefix(Path prefix) {
        return new KernelSpec(
                prefix.toAbsolutePath().resolve("share/jupyter/kernels").resolve(NAME));
    }

    boolean exists() {
        return Files.isRegularFile(folder.resolve("kernel.json"));
    }

    /**
     * Writes the kernelspec; one that is there is replaced.
     *
     * @param archive whether to make a class archive too, for which the kernel is started once
     */
    void install(Path java, Path jars, boolean archive) {
        KernelCommand command = KernelCommand.with(java, "{resource_dir}/lib");
        try {
            delete();
            copyJars(jars, folder.resolve("lib"));
            if (Files.isDirectory(jars.resolve("sources"))) {
                copyJars(jars.resolve("sources"), folder.resolve("lib").resolve("sources"));
            }
            for (String logo : List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg")) {
                try (InputStream picture = KernelSpec.class.getResourceAsStream(logo)) {
                    if (picture != null) {
                        Files.copy(picture, folder.resolve(logo));
                    }
                }
            }
            if (archive) {
                ClassArchive classes = ClassArchive.of(command.version());
                if (classes.make(command, folder)) {
                    command = command.with(command.libraries(), classes.use("{resource_dir}"));
                }
            }
            Files.writeString(folder.resolve("kernel.json"), json(command));
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    /** Removes the kernelspec. */
    void uninstall() {
        if (!exists()) {
            throw new UserError("No Joulebook kernel is installed in " + folder + ".");
        }
        try {
            delete();
        } catch (IOException e) {
            throw failed("removed", e);
        }
    }

    private static void copyJars(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, to.resolve(jar.getFileName()));
            }
        }
    }

    private void delete() throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private UserError failed(String done, IOException e) {
        String reason = e instanceof AccessDeniedException ? "no permission" : e.toString();
        return new UserError(
                "The kernelspec " + folder + " could not be " + done + " (" + reason + ").",
                "Name a folder that you may write with --prefix, or leave it out to install for yourself.");
    }

    private static String json(KernelCommand command) {
        List<String> words = new ArrayList<>(command.words());
        words.add("{connection_file}");
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("argv", words);
        spec.put("display_name", "Java (Joulebook)");
        spec.put("language", "java");
        spec.put("interrupt_mode", "message");
        spec.put("env", KernelCommand.ENVIRONMENT);
        spec.put("metadata", Map.of("debugger", false));
        Gson gson = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
        return gson.toJson(spec) + "\n";
    }

    /** Jupyter's data folder of the user, as Jupyter itself finds it. */
    private static Path userData() {
        String set = System.getenv("JUPYTER_DATA_DIR");
        if (set != null && !set.isEmpty()) {
            return Path.of(set);
        }
        Path home = Path.of(System.getProperty("user.home"));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return home.resolve("Library/Jupyter");
        }
        if (system.contains("win")) {
            String roaming = System.getenv("APPDATA");
            return roaming == null ? home.resolve(".jupyter/data") : Path.of(roaming, "jupyter");
        }
        String data = System.getenv("XDG_DATA_HOME");
        return (data == null || data.isEmpty() ? home.resolve(".local/share") : Path.of(data)).resolve("jupyter");
    }
}
