package joulebook.kernel.session;

import java.util.List;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Brings back what JShell gives up when its redefinition does not compile: {@code int x = "no";} must not cost the user
 * the {@code x} there was.
 */
final class Redefinitions {
    private final JShell shell;
    private final SessionControl control;

    Redefinitions(JShell shell, SessionControl control) {
        this.shell = shell;
        this.control = control;
    }

    /** @param rejection what JShell told of a snippet that it rejected */
    void undo(List<SnippetEvent> rejection) {
        for (SnippetEvent event : rejection) {
            if (event.status() == Status.OVERWRITTEN) {
                restore(event.snippet());
            }
        }
    }

    private void restore(Snippet lost) {
        if (lost instanceof VarSnippet variable) {
            String holder = shell.sourceCodeAnalysis().wrapper(lost).fullClassName();
            JavaSession.HandOver.give(control.fieldOf(holder, variable.name()));
            shell.eval(JavaSession.HandOver.definition(variable.name(), variable.typeName()));
        } else if (lost instanceof DeclarationSnippet declaration) {
            shell.eval(declaration.source());
        }
        control.takeValue();
    }
}
