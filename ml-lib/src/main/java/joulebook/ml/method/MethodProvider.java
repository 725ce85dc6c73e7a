package joulebook.ml.method;

import java.util.List;

/** Brings methods of a package, or of a library of the user's, to {@link Methods}; found by {@link java.util.ServiceLoader}. */
public interface MethodProvider {

    /** The methods, in the order in which lists show them. */
    List<Method<?>> methods();
}
