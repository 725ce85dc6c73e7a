package joulebook.ml.openset;

import ai.djl.training.loss.Loss;
import java.util.List;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;

/** The names of this package's losses. */
public final class OpensetMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(new Method<>(
                Loss.class,
                "rejection",
                "a score that is positive where a predictor may answer, of numbers: 1 where it is wrong, else 0",
                "cost=0.1,alpha=2,beta=1",
                settings -> new RejectionLoss(
                        settings.number("cost", 0.1), settings.number("alpha", 2), settings.number("beta", 1))));
    }
}
