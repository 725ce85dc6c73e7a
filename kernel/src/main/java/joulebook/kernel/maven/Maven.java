package joulebook.kernel.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.ContextOverrides.AddRepositoriesOp;
import eu.maveniverse.maven.mima.context.ContextOverrides.SnapshotUpdatePolicy;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.error.UserError;
import joulebook.kernel.maven.Resolution.Conflict;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.util.artifact.SubArtifact;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the jars of Maven coordinates, as Maven does: with its settings, its local repository and its rules. */
public final class Maven {
    private static final Logger LOG = LoggerFactory.getLogger(Maven.class);

    private Maven() {}

    /** @throws UserError for what cannot be found or fetched */
    public static Resolution resolve(Wanted wanted) {
        try (Context context = Runtimes.INSTANCE.getRuntime().create(overrides(wanted))) {
            List<RemoteRepository> repositories = context.remoteRepositories();
            DefaultRepositorySystemSession session =
                    new DefaultRepositorySystemSession(context.repositorySystemSession());
            session.setConfigProperty(ConflictResolver.CONFIG_PROP_VERBOSE, true); // keeps what lost a conflict
            CollectRequest collect = new CollectRequest(wanted.dependencies(), wanted.managed(), repositories);
            DependencyFilter filter = DependencyFilterUtils.andFilter(
                    DependencyFilterUtils.classpathFilter(wanted.scope()), (node, parents) -> winner(node) == null);
            DependencyResult result =
                    context.repositorySystem().resolveDependencies(session, new DependencyRequest(collect, filter));
            if (wanted.access().sources()) {
                fetchSources(wanted, context, session);
            }
            List<Conflict> conflicts = new ArrayList<>();
            conflicts(result.getRoot(), conflicts);
            return new Resolution(
                    result.getArtifactResults().stream()
                            .map(ArtifactResult::getArtifact)
                            .toList(),
                    conflicts);
        } catch (RepositoryException e) {
            throw MavenFailure.told(e);
        }
    }

    private static void fetchSources(Wanted wanted, Context context, RepositorySystemSession session) {
        List<ArtifactRequest> requests = wanted.dependencies().stream()
                .map(dependency -> new SubArtifact(dependency.getArtifact(), "sources", "jar"))
                .map(sources -> new ArtifactRequest(sources, context.remoteRepositories(), null))
                .toList();
        try {
            context.repositorySystem().resolveArtifacts(session, requests);
        } catch (ArtifactResolutionException e) {
            LOG.debug("Some have no sources: {}", e.getMessage());
        }
    }

    private static ContextOverrides overrides(Wanted wanted) {
        Wanted.Access access = wanted.access();
        ContextOverrides.Builder overrides = ContextOverrides.create()
                .withUserSettings(true)
                .repositories(wanted.repositories())
                .addRepositoriesOp(access.only() ? AddRepositoriesOp.REPLACE : AddRepositoriesOp.PREPEND);
        if (access.offline()) {
            overrides.offline(true);
        }
        if (access.update()) {
            overrides.snapshotUpdatePolicy(SnapshotUpdatePolicy.ALWAYS);
        }
        access.local().ifPresent(overrides::withLocalRepositoryOverride);
        return overrides.build();
    }

    private static DependencyNode winner(DependencyNode node) {
        return (DependencyNode) node.getData().get(ConflictResolver.NODE_DATA_WINNER);
    }

    private static void conflicts(DependencyNode parent, List<Conflict> conflicts) {
        for (DependencyNode node : parent.getChildren()) {
            DependencyNode winner = winner(node);
            String version = node.getArtifact().getVersion();
            if (winner != null && !winner.getArtifact().getVersion().equals(version)) {
                String wantedBy = parent.getArtifact() == null ? "you" : Resolution.name(parent.getArtifact());
                conflicts.add(new Conflict(Resolution.name(node.getArtifact()), version, wantedBy));
            }
            conflicts(node, conflicts);
        }
    }
}
