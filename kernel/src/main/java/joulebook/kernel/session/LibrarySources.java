package joulebook.kernel.session;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The javadoc of library classes (JShell knows the JDK's only): read from {@code name-sources.jar} beside the jar
 * {@code name.jar} or in a folder {@code sources} there, and from the source folder of a Maven project's classes.
 */
final class LibrarySources {
    /** {@code Type Owner.member(Type name, ...)}, {@code Owner(...)}, {@code Owner.FIELD} or {@code some.Owner}. */
    private static final Pattern SIGNATURE = Pattern.compile("(?:.* )?([\\w.]+)(?:\\((.*)\\))?");

    private final Supplier<List<Path>> added;

    /** @param added what was added to the class path of this process */
    LibrarySources(Supplier<List<Path>> added) {
        this.added = added;
    }

    /** The comment of what a signature names, as {@code Documentation.signature()} writes it. */
    Optional<String> comment(String signature) {
        Matcher parts = SIGNATURE.matcher(erased(signature));
        if (!parts.matches()) {
            return Optional.empty();
        }
        String[] names = parts.group(1).split("\\.");
        String last = names[names.length - 1];
        boolean type = Character.isUpperCase(last.charAt(0)) && !last.equals(last.toUpperCase(Locale.ROOT));
        if (!type && names.length < 2) {
            return Optional.empty();
        }
        int owner = type ? names.length - 1 : names.length - 2;
        Optional<List<String>> parameters = Optional.ofNullable(parts.group(2)).map(LibrarySources::types);
        Wanted wanted =
                new Wanted(names[owner], type && parameters.isPresent() ? "<init>" : type ? "" : last, parameters);
        int top = 0;
        while (top < owner && !Character.isUpperCase(names[top].charAt(0))) {
            top++;
        }
        String file = String.join("/", Arrays.copyOf(names, top + 1)) + ".java"; // a nested class is in its outer's
        return sources().stream()
                .map(source -> comment(source, file, wanted))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * What to find.
     *
     * @param member the name of a method or field, {@code <init>} for a constructor, empty for the class itself
     * @param parameters the simple names of the types, of methods
     */
    private record Wanted(String owner, String member, Optional<List<String>> parameters) {}

    /** Folders and archives of sources that belong to the class path. */
    private List<Path> sources() {
        List<Path> found = new ArrayList<>();
        Stream<Path> own = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
        Stream.concat(added.get().stream(), own).forEach(entry -> {
            String name = String.valueOf(entry.getFileName());
            if (name.endsWith(".jar")) {
                String archive = name.replaceFirst("\\.jar$", "-sources.jar");
                found.add(entry.resolveSibling(archive));
                found.add(entry.resolveSibling("sources").resolve(archive));
            } else if (entry.endsWith(Path.of("target", "classes"))) {
                found.add(entry.resolve(Path.of("..", "..", "src", "main", "java"))
                        .normalize());
            }
        });
        found.removeIf(path -> !Files.exists(path));
        return found;
    }

    private static Optional<String> comment(Path source, String file, Wanted wanted) {
        try {
            if (Files.isDirectory(source)) {
                return comment(Files.walk(source), file, wanted);
            }
            try (FileSystem archive = FileSystems.newFileSystem(source)) {
                return comment(Files.walk(archive.getPath("/")), file, wanted);
            }
        } catch (IOException e) {
            return Optional.empty(); // a broken archive has nothing to tell
        }
    }

    private static Optional<String> comment(Stream<Path> files, String file, Wanted wanted) {
        try (files) {
            return files.filter(path -> path.toString().replace('\\', '/').endsWith("/" + file))
                    .map(path -> comment(path, wanted))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    private static Optional<String> comment(Path file, Wanted wanted) {
        try {
            JavaFileObject source = new SourceText(Files.readString(file));
            JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(source));
            Finder finder = new Finder(DocTrees.instance(task), wanted);
            finder.scan(task.parse(), null);
            return Optional.ofNullable(finder.comment);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static final class SourceText extends SimpleJavaFileObject {
        private final String text;

        SourceText(String text) {
            super(URI.create("string:///Source.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Finder extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final Wanted wanted;
        private String comment;

        Finder(DocTrees trees, Wanted wanted) {
            this.trees = trees;
            this.wanted = wanted;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (wanted.member().isEmpty() && type.getSimpleName().contentEquals(wanted.owner())) {
                found();
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            List<String> parameters = method.getParameters().stream()
                    .map(p -> simple(p.getType()))
                    .toList();
            if (inOwner(method.getName())
                    && wanted.parameters().filter(parameters::equals).isPresent()) {
                found();
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void nothing) {
            if (inOwner(field.getName()) && wanted.parameters().isEmpty()) {
                found();
            }
            return null;
        }

        private boolean inOwner(CharSequence member) {
            return wanted.member().contentEquals(member)
                    && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    && type.getSimpleName().contentEquals(wanted.owner());
        }

        private void found() {
            if (comment == null) {
                comment = trees.getDocComment(getCurrentPath());
            }
        }

        private static String simple(Tree type) {
            return LibrarySources.simple(erased(type.toString()));
        }
    }

    /** The simple names of the types in {@code Type name, Type name}. */
    private static List<String> types(String parameters) {
        return parameters.isBlank()
                ? List.of()
                : Stream.of(parameters.split(","))
                        .map(parameter -> simple(parameter.strip().split("\\s+")[0]))
                        .toList();
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.', type.length() - (type.endsWith("...") ? 4 : 1)) + 1)
                .replace("...", "[]");
    }

    /** Without type parameters. */
    private static String erased(String text) {
        String before = "";
        String after = text;
        while (!before.equals(after)) {
            before = after;
            after = before.replaceAll("<[^<>]*>", "");
        }
        return after.strip();
    }
}
