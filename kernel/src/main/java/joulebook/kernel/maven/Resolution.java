package joulebook.kernel.maven;

import java.util.List;
import org.eclipse.aether.artifact.Artifact;

/**
 * What was resolved.
 *
 * @param artifacts each with its file, in the order of the class path
 * @param conflicts where another version was wanted than the one resolved
 */
public record Resolution(List<Artifact> artifacts, List<Conflict> conflicts) {
    /**
     * A version that gave way to another.
     *
     * @param artifact {@code group:artifact}
     * @param version the one that gave way
     * @param wantedBy what depends on it
     */
    public record Conflict(String artifact, String version, String wantedBy) {}

    /** {@code group:artifact}, with the classifier where there is one: what has one version on a class path. */
    public static String name(Artifact artifact) {
        String classifier = artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier();
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + classifier;
    }
}
