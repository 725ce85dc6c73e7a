package joulebook.kernel.magic;

import java.util.Iterator;
import java.util.List;

/**
 * Where picocli takes a class of completion candidates: the names of the session's variables that hold a value of some
 * types, besides names that always may stand there. A subclass has a constructor without arguments.
 */
public abstract class VariableNames implements Iterable<String> {
    private final List<String> fixed;
    private final List<Class<?>> types;

    /**
     * @param fixed the names that always may stand there
     * @param types of the variables' values
     */
    protected VariableNames(List<String> fixed, Class<?>... types) {
        this.fixed = List.copyOf(fixed);
        this.types = List.of(types);
    }

    /** The names that always may stand there; those of variables are known to the session alone. */
    @Override
    public final Iterator<String> iterator() {
        return fixed.iterator();
    }

    final boolean takes(Object value) {
        return types.stream().anyMatch(type -> type.isInstance(value));
    }
}
