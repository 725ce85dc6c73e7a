package joulebook.kernel.magic.general;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.magic.Workspace;
import joulebook.kernel.session.JavaSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code %classpath}. */
@Command(
        name = "classpath",
        description = "Show what was added to the session's class path.",
        subcommands = ClassPath.Add.class)
final class ClassPath implements Magic {
    private final Supplier<JavaSession> session;

    ClassPath(Supplier<JavaSession> session) {
        this.session = session;
    }

    @Override
    public Object run(MagicContext context) {
        TextTable table = new TextTable("Added to the class path");
        session.get().addedToClassPath().forEach(path -> table.row(path.toString()));
        return table.display();
    }

    @Override
    public Form form() {
        return Form.LINE;
    }

    /** {@code %classpath add}. */
    @Command(
            name = "add",
            description = "Add jars and directories of classes; * and ? in the last part of a path stand for any.")
    static final class Add implements Magic {
        @ParentCommand
        private ClassPath parent;

        @Parameters(arity = "1..*", paramLabel = "PATH", description = "What to add.")
        private List<Path> paths = new ArrayList<>();

        @Override
        public Object run(MagicContext context) {
            List<Path> found = paths.stream()
                    .flatMap(path -> expand(path.toString(), context.workspace()).stream())
                    .toList();
            JavaSession session = parent.session.get();
            TextTable table = new TextTable("Path", "");
            for (Path path : found) {
                boolean there = session.addedToClassPath().contains(path);
                if (!there) {
                    session.addToClassPath(path);
                }
                table.row(path.toString(), there ? "already there" : "added");
            }
            return table.display();
        }

        private static List<Path> expand(String wanted, Workspace workspace) {
            Path path = workspace.resolve(wanted);
            String last = String.valueOf(path.getFileName());
            if (!last.contains("*") && !last.contains("?")) {
                if (!Files.exists(path)) {
                    throw new UserError("%classpath add: there is no " + path + ".", "%ls shows what is here.");
                }
                return List.of(path);
            }
            PathMatcher fits = FileSystems.getDefault().getPathMatcher("glob:" + last);
            try (Stream<Path> entries = Files.list(path.getParent())) {
                List<Path> found = entries.filter(entry -> fits.matches(entry.getFileName()))
                        .sorted()
                        .toList();
                if (found.isEmpty()) {
                    throw new UserError("%classpath add: nothing fits " + path + ".", "%ls shows what is here.");
                }
                return found;
            } catch (IOException e) {
                throw Reason.cannot("%classpath add cannot list", path.getParent(), e);
            }
        }

        @Override
        public Form form() {
            return Form.LINE;
        }
    }
}
