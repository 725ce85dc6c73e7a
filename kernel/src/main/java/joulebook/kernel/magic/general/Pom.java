package joulebook.kernel.magic.general;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code %%pom}. */
@Command(
        name = "pom",
        description = {
            "Add libraries to the class path as a Maven POM names them: paste its <dependencies>, <dependencyManagement> and"
                    + " <repositories>.",
            "Properties, parents and imported BOMs are not followed."
        })
final class Pom implements Magic {
    private static final String HINT =
            "Paste <dependencies> with groupId, artifactId and version, or a whole <project>.";

    private final MavenClassPath classPath;

    @Mixin
    private MavenOptions options;

    Pom(MavenClassPath classPath) {
        this.classPath = classPath;
    }

    @Override
    public Object run(MagicContext context) {
        Model model = model(context.body().orElse(""));
        List<Dependency> dependencies = dependencies(model.getDependencies());
        if (dependencies.isEmpty()) {
            throw new UserError("%%pom has no dependencies below it.", HINT);
        }
        DependencyManagement management = model.getDependencyManagement();
        List<Dependency> managed = management == null ? List.of() : dependencies(management.getDependencies());
        List<RemoteRepository> repositories = model.getRepositories().stream()
                .map(r -> new RemoteRepository.Builder(r.getId(), "default", r.getUrl()).build())
                .toList();
        return classPath.add(options.wanted(dependencies, managed, repositories, context.workspace()));
    }

    private static Model model(String text) {
        try {
            String project = text.contains("<project") ? text.strip() : "<project>" + text + "</project>";
            return new MavenXpp3Reader().read(new StringReader(project));
        } catch (IOException | XmlPullParserException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UserError("%%pom cannot read the text below it: " + reason + ".", HINT);
        }
    }

    private static List<Dependency> dependencies(List<org.apache.maven.model.Dependency> list) {
        return list.stream().map(Pom::dependency).toList();
    }

    private static Dependency dependency(org.apache.maven.model.Dependency d) {
        if (d.getGroupId() == null || d.getArtifactId() == null || d.getVersion() == null) {
            throw new UserError("%%pom: a dependency lacks its groupId, artifactId or version.", HINT);
        }
        DefaultArtifact artifact =
                new DefaultArtifact(d.getGroupId(), d.getArtifactId(), d.getClassifier(), d.getType(), d.getVersion());
        List<Exclusion> exclusions = d.getExclusions().stream()
                .map(e -> new Exclusion(e.getGroupId(), e.getArtifactId(), "*", "*"))
                .toList();
        return new Dependency(artifact, d.getScope() == null ? "compile" : d.getScope(), d.isOptional(), exclusions);
    }

    @Override
    public Form form() {
        return Form.CELL;
    }
}
