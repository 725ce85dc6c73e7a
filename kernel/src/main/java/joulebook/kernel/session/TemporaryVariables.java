package joulebook.kernel.session;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * The variables {@code $1}, {@code $2} ... in which JShell keeps the values of expressions. JShell imports each of them
 * into each later snippet, so that every cell would be slower than the one before, and their values could never be
 * freed. So the last {@value #KEPT} stay, and those that the user's code has named.
 */
final class TemporaryVariables {
    static final int KEPT = 20;
    private static final Pattern NAME = Pattern.compile("\\$\\d+");

    private final JShell shell;
    private final Deque<Temporary> variables = new ArrayDeque<>();

    TemporaryVariables(JShell shell) {
        this.shell = shell;
    }

    /** @param holder the class that JShell has made for the snippet; its static field is the variable */
    private record Temporary(Snippet snippet, String name, Class<?> holder) {}

    /** Adds a new variable and drops the oldest. */
    void add(Snippet snippet, String name, Class<?> holder) {
        variables.add(new Temporary(snippet, name, holder));
        if (variables.size() > KEPT) {
            drop(variables.remove());
        }
    }

    /** Keeps the variables that the code names for as long as the session lives. */
    void keepThoseIn(String code) {
        Matcher name = NAME.matcher(code);
        while (name.find()) {
            variables.removeIf(variable -> variable.name().equals(name.group()));
        }
    }

    /** Forgets them: others have dropped them. */
    void clear() {
        variables.clear();
    }

    private void drop(Temporary variable) {
        shell.drop(variable.snippet());
        try {
            Field field = variable.holder().getDeclaredField(variable.name());
            if (!field.getType().isPrimitive()) {
                field.setAccessible(true);
                field.set(null, null); // the class stays loaded: the value must not
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JShell keeps " + variable.name() + " elsewhere", e);
        }
    }
}
