package joulebook.kernel.magic.general;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Workspace;
import joulebook.kernel.maven.Wanted;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import picocli.CommandLine.Option;

/** The options of {@code %deps} and {@code %%pom}. */
final class MavenOptions {
    /** The class paths that Maven knows. */
    enum Scope {
        COMPILE,
        RUNTIME,
        TEST
    }

    @Option(
            names = "--repo",
            paramLabel = "[ID=]URL",
            description = "A repository to ask before Maven Central; may be repeated.")
    private List<String> repositories = new ArrayList<>();

    @Option(names = "--only", description = "Ask no repository but those given with --repo.")
    private boolean only;

    @Option(names = "--scope", description = "The class path: compile, runtime (the default) or test.")
    private Scope scope = Scope.RUNTIME;

    @Option(names = "--offline", description = "Take what is in the local repository; fetch nothing.")
    private boolean offline;

    @Option(names = "--update", description = "Look for newer snapshots, even if some were found today.")
    private boolean update;

    @Option(names = "--sources", description = "Fetch their sources too, for what Shift-Tab tells of them.")
    private boolean sources;

    @Option(
            names = "--local",
            paramLabel = "DIRECTORY",
            description = "The local repository (default: that of Maven's settings, ~/.m2/repository).")
    private Path local;

    Wanted wanted(
            List<Dependency> dependencies, List<Dependency> managed, List<RemoteRepository> more, Workspace workspace) {
        List<RemoteRepository> all = new ArrayList<>(more);
        for (String repository : repositories) {
            all.add(repository(repository, "notebook-" + all.size()));
        }
        Optional<Path> directory = Optional.ofNullable(local).map(path -> workspace.resolve(path.toString()));
        return new Wanted(
                dependencies,
                managed,
                scope.name().toLowerCase(Locale.ROOT),
                all,
                new Wanted.Access(only, offline, update, sources, directory));
    }

    private static RemoteRepository repository(String text, String otherwise) {
        int equals = text.indexOf('=');
        String id = equals < 0 ? otherwise : text.substring(0, equals);
        String url = text.substring(equals + 1);
        if (!id.matches("[\\w.-]+") || !url.matches("(https?|file):.+")) {
            throw new UserError(
                    "'" + text + "' is no repository.", "Write its address, as in --repo name=https://host/maven2.");
        }
        return new RemoteRepository.Builder(id, "default", url).build();
    }
}
