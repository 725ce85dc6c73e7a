package joulebook.ml.optimizer;

import java.util.List;
import joulebook.ml.autograd.GradientRule;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.optimizer.Sam.Norm;

/** The names of the ways of stepping. */
public final class OptimizerMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(new Method<>(
                GradientRule.class,
                "sam",
                "sharpness-aware minimisation",
                "rho=0.05,norm=euclidean",
                settings -> new Sam(
                        settings.number("rho", 0.05),
                        settings.word("norm", "euclidean", "maximum").equals("maximum")
                                ? Norm.MAXIMUM
                                : Norm.EUCLIDEAN)));
    }
}
