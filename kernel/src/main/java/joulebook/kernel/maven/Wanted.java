package joulebook.kernel.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * What is to be resolved.
 *
 * @param managed versions and exclusions that hold wherever a dependency comes from
 * @param scope the class path that is wanted: {@code compile}, {@code runtime} or {@code test}
 * @param repositories asked before those of Maven's settings and Maven Central
 */
public record Wanted(
        List<Dependency> dependencies,
        List<Dependency> managed,
        String scope,
        List<RemoteRepository> repositories,
        Access access) {
    /**
     * Where artifacts may come from.
     *
     * @param only whether no repositories are asked but those that are named
     * @param offline whether only the local repository is used
     * @param update whether snapshots are looked for anew
     * @param sources whether the sources of the dependencies themselves are fetched too, beside their jars
     * @param local the local repository, if not Maven's own
     */
    public record Access(boolean only, boolean offline, boolean update, boolean sources, Optional<Path> local) {}
}
