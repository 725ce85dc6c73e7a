package joulebook.kernel.magic.general;

import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %deps}. */
@Command(
        name = "deps",
        description =
                "Add libraries to the class path by their Maven coordinates, with all that they depend on. Maven's"
                        + " settings and its local repository are used.")
final class Deps implements Magic {
    private final MavenClassPath classPath;

    @Parameters(arity = "1..*", paramLabel = "GROUP:ARTIFACT[:TYPE[:CLASSIFIER]]:VERSION", description = "What to add.")
    private List<String> coordinates = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "GROUP:ARTIFACT",
            description = "Leave this out wherever it comes from; * stands for any; may be repeated.")
    private List<String> exclusions = new ArrayList<>();

    @Mixin
    private MavenOptions options;

    Deps(MavenClassPath classPath) {
        this.classPath = classPath;
    }

    @Override
    public Object run(MagicContext context) {
        List<Exclusion> excluded = exclusions.stream().map(Deps::exclusion).toList();
        List<Dependency> dependencies = coordinates.stream()
                .map(coordinate -> new Dependency(artifact(coordinate), "compile", false, excluded))
                .toList();
        return classPath.add(options.wanted(dependencies, List.of(), List.of(), context.workspace()));
    }

    private static Artifact artifact(String coordinate) {
        try {
            return new DefaultArtifact(coordinate);
        } catch (IllegalArgumentException e) {
            throw new UserError("%deps: '" + coordinate + "' is no Maven coordinate.", "Write GROUP:ARTIFACT:VERSION.");
        }
    }

    private static Exclusion exclusion(String text) {
        String[] parts = text.split(":");
        if (parts.length != 2) {
            throw new UserError(
                    "%deps: --exclude is '" + text + "', but it must be GROUP:ARTIFACT.", "* stands for any.");
        }
        return new Exclusion(parts[0], parts[1], "*", "*");
    }

    @Override
    public Form form() {
        return Form.LINE;
    }
}
