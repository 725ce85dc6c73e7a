package joulebook.kernel.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of snippets that are done: statements, what failed, what was dropped or redefined. JShell keeps them all for
 * ever, each with its class files and with a text that imports every name of the session, so that the kernel would grow
 * by some 40 kB a cell; and its compiler lists all class files for each new snippet, so that after some thousand cells
 * {@code 1 + 1} would take ten times as long as at first. Nothing that is compiled later can name them. What their code
 * needs to be found in a stack trace stays as long as the JVM has the code.
 *
 * <p>JShell has no method for it; this needs a JVM that was started with {@value #FLAG}. Without it the kernel just grows.
 */
final class DeadSnippets {
    static final String FLAG = "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED";
    /** How many snippets may come until the dead ones are let go of. */
    static final int EVERY = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DeadSnippets.class);
    private static final String PACKAGE = "REPL.";

    private final JShell shell;
    private final SnippetClasses classes;
    private final Map<String, Source> sources;
    private final Optional<ShellMaps> maps; // none if they cannot be reached
    private int since;

    /** @param sources where each snippet stands, by JShell's id of it */
    DeadSnippets(JShell shell, SnippetClasses classes, Map<String, Source> sources) {
        this.shell = shell;
        this.classes = classes;
        this.sources = sources;
        this.maps = maps(shell);
    }

    private static Optional<ShellMaps> maps(JShell shell) {
        try {
            return Optional.of(new ShellMaps(shell));
        } catch (RuntimeException | LinkageError e) { // another JDK may keep them elsewhere
            LOG.debug("What JShell keeps cannot be reached", e);
            return Optional.empty();
        }
    }

    /** Lets go of them, if enough snippets have come since the last time. Call before a snippet, while none runs. */
    void letGo() {
        if (maps.isPresent() && ++since >= EVERY) {
            since = 0;
            letGo(maps.get());
        }
    }

    private void letGo(ShellMaps maps) {
        List<Snippet> living = shell.snippets()
                .filter(snippet -> snippet.kind().isPersistent())
                .filter(snippet -> shell.status(snippet).isActive())
                .toList();
        Set<String> named = living.stream()
                .filter(snippet -> snippet.kind() != Snippet.Kind.IMPORT)
                .map(snippet -> shell.sourceCodeAnalysis().wrapper(snippet).fullClassName())
                .collect(Collectors.toSet());
        classes.keepOnly(named);
        maps.keepOnly(living);
        maps.removeClassFiles(name -> !named.contains(SnippetClasses.snippetOf(name)));
        Set<Snippet> told =
                maps.removeTexts(name -> !named.contains(PACKAGE + name) && !classes.isLoaded(PACKAGE + name));
        Set<String> ids =
                Stream.concat(living.stream(), told.stream()).map(Snippet::id).collect(Collectors.toSet());
        sources.keySet().retainAll(ids);
    }
}
