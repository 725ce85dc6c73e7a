package joulebook.kernel.maven;

import java.util.Optional;
import joulebook.kernel.error.UserError;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.RepositoryOfflineException;

/** Says in one sentence why Maven's resolver has failed; its own exceptions hold one another five deep. */
final class MavenFailure {
    private MavenFailure() {}

    static UserError told(Throwable failure) {
        Optional<ArtifactTransferException> transfer = cause(failure, ArtifactTransferException.class);
        if (transfer.isEmpty()) {
            return new UserError("The dependencies could not be resolved: " + sentence(failure));
        }
        Artifact artifact = transfer.get().getArtifact();
        String name = Resolution.name(artifact) + ":" + artifact.getVersion();
        if (cause(failure, RepositoryOfflineException.class).isPresent()) {
            return new UserError(
                    name + " is not in the local repository, and no other is asked offline.", "Leave out --offline.");
        }
        if (transfer.get() instanceof ArtifactNotFoundException) {
            return new UserError(
                    name + " could not be found" + in(transfer.get()) + ".",
                    "Check group, artifact and version, or name its repository with --repo.");
        }
        return new UserError(
                name + " could not be fetched" + in(transfer.get()) + ": " + sentence(root(failure)),
                "Is there a network? --offline takes what is in the local repository.");
    }

    private static String in(ArtifactTransferException e) {
        return e.getRepository() == null
                ? ""
                : " in " + e.getRepository().getId() + " (" + e.getRepository().getUrl() + ")";
    }

    private static String sentence(Throwable e) {
        String text = e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
        return text.endsWith(".") ? text : text + ".";
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null || e.getCause() == e ? e : root(e.getCause());
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        if (e == null) {
            return Optional.empty();
        }
        return type.isInstance(e) ? Optional.of(type.cast(e)) : cause(e.getCause(), type);
    }
}
