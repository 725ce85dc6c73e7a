package joulebook.kernel.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;

/** The variables of a JShell as objects: each is the static field of a class that JShell made for its snippet. */
final class SessionVariables {
    private final JShell shell;
    private final SessionControl control;

    SessionVariables(JShell shell, SessionControl control) {
        this.shell = shell;
        this.control = control;
    }

    List<Variable> all() {
        return valid().map(this::read).toList();
    }

    Optional<Variable> find(String name) {
        return valid().filter(variable -> variable.name().equals(name))
                .findFirst()
                .map(this::read);
    }

    /** Sets all to null, but for numbers and the like. */
    void clear() {
        valid().forEach(variable -> control.clearField(holder(variable), variable.name()));
    }

    private Stream<VarSnippet> valid() {
        return shell.variables().filter(variable -> shell.status(variable) == Status.VALID);
    }

    private Variable read(VarSnippet variable) {
        Object value = control.fieldOf(holder(variable), variable.name());
        return new Variable(variable.name(), variable.typeName(), value);
    }

    private String holder(VarSnippet variable) {
        return shell.sourceCodeAnalysis().wrapper(variable).fullClassName();
    }
}
