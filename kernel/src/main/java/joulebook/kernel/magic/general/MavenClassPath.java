package joulebook.kernel.magic.general;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import joulebook.kernel.display.DisplayTable;
import joulebook.kernel.maven.Maven;
import joulebook.kernel.maven.Resolution;
import joulebook.kernel.maven.Wanted;
import joulebook.kernel.session.JavaSession;
import org.eclipse.aether.artifact.Artifact;

/** Puts Maven's artifacts on the session's class path, each in one version: the first that comes stays. */
final class MavenClassPath {
    private final Supplier<JavaSession> session;
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    MavenClassPath(Supplier<JavaSession> session) {
        this.session = session;
    }

    /** Resolves, adds what is new, and says of each artifact what became of it. */
    DisplayTable add(Wanted wanted) {
        Resolution resolution = Maven.resolve(wanted);
        TextTable table = new TextTable("Artifact", "Version", "");
        for (Artifact artifact : resolution.artifacts()) {
            String conflicts = conflicts(artifact, resolution);
            table.row(Resolution.name(artifact), artifact.getVersion(), add(artifact) + conflicts);
        }
        return table.display();
    }

    private String add(Artifact artifact) {
        Optional<String> there = versionThere(artifact);
        if (there.isEmpty()) {
            session.get().addToClassPath(artifact.getFile().toPath());
            versions.put(Resolution.name(artifact), artifact.getVersion());
            return "added";
        }
        return there.get().equals(artifact.getVersion())
                ? "already there"
                : "not added: version " + there.get() + " is already there, until the kernel is restarted";
    }

    private static String conflicts(Artifact artifact, Resolution resolution) {
        String others = resolution.conflicts().stream()
                .filter(conflict -> conflict.artifact().equals(Resolution.name(artifact)))
                .map(conflict -> conflict.wantedBy() + " wanted " + conflict.version())
                .distinct()
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : " (" + others + ")";
    }

    private Optional<String> versionThere(Artifact artifact) {
        String own = versions.get(Resolution.name(artifact));
        return own == null ? KernelJars.version(artifact) : Optional.of(own);
    }
}
