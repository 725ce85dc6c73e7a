package joulebook.kernel.session;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class files of all that JShell has compiled. It keeps them for ever, and its compiler lists them all for each new
 * snippet, so that after some thousand cells {@code 1 + 1} would take ten times as long as at first. So those of
 * statements, and of what was dropped or redefined, are forgotten from time to time: nothing that is compiled later can
 * name them, and what was loaded stays loaded.
 *
 * <p>JShell has no method for it; this needs a JVM that was started with {@value #FLAG}. Without it cells just get slower.
 */
final class CompiledClasses {
    static final String FLAG = "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED";
    /** How many classes may come until the unused ones are forgotten. */
    static final int EVERY = 100;

    private static final Logger LOG = LoggerFactory.getLogger(CompiledClasses.class);
    private static final Pattern OUTER = Pattern.compile("REPL\\.\\$JShell\\$\\w+");

    private final JShell shell;
    private final Optional<Map<?, ?>> files;
    private int kept;

    CompiledClasses(JShell shell) {
        this.shell = shell;
        this.files = files(shell);
    }

    /** How many are kept; 0 if they cannot be reached. */
    int count() {
        return files.map(Map::size).orElse(0);
    }

    /** Forgets those that nothing can name any more, if enough have come since the last time. */
    void forgetUnused() {
        if (count() < kept + EVERY) {
            return;
        }
        Set<String> used = shell.snippets()
                .filter(snippet -> snippet.kind().isPersistent() && snippet.kind() != Snippet.Kind.IMPORT)
                .filter(snippet -> shell.status(snippet).isDefined())
                .map(snippet -> shell.sourceCodeAnalysis().wrapper(snippet).fullClassName())
                .collect(Collectors.toSet());
        files.ifPresent(all -> all.keySet().removeIf(name -> !used.contains(outer(name.toString()))));
        kept = count();
    }

    /** The class that JShell has laid around the snippet of a class. */
    private static String outer(String name) {
        Matcher outer = OUTER.matcher(name);
        return outer.lookingAt() ? outer.group() : name;
    }

    private static Optional<Map<?, ?>> files(JShell shell) {
        try {
            Object compiler = field(shell, "taskFactory");
            return Optional.of((Map<?, ?>) field(field(compiler, "fileManager"), "classObjects"));
        } catch (ReflectiveOperationException | RuntimeException e) { // another JDK may keep them elsewhere
            LOG.debug("JShell's class files cannot be reached: {}", e.toString());
            return Optional.empty();
        }
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}
