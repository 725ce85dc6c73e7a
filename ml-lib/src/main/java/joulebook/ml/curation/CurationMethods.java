package joulebook.ml.curation;

import java.util.List;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;

/** The names of the ways to score examples. */
public final class CurationMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                Method.of(Scorer.class, "el2n", "the length of the error vector", settings -> new El2n()),
                Method.of(Scorer.class, "grand", "the norm of the example's gradient", settings -> new GradNorm()));
    }
}
