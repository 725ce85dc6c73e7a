package joulebook.ml.optimizer;

import ai.djl.training.tracker.Tracker;
import java.util.List;
import joulebook.ml.autograd.GradientRule;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.method.Settings;
import joulebook.ml.optimizer.Sam.Norm;
import joulebook.ml.train.OptimizerRecipe;

/** The names of the ways of stepping. */
public final class OptimizerMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                new Method<>(
                        GradientRule.class,
                        "sam",
                        "sharpness-aware minimisation",
                        "rho=0.05,norm=euclidean",
                        OptimizerMethods::sam),
                new Method<>(
                        GradientTransform.class,
                        "adagc",
                        "clips each tensor by its own past norms",
                        "absolute=1,relative=1.05,beta=0.98,warmup=100",
                        settings -> new AdaGc(
                                settings.number("absolute", 1),
                                settings.number("relative", 1.05),
                                settings.number("beta", 0.98),
                                settings.whole("warmup", 100))),
                new Method<>(
                        GradientTransform.class,
                        "clip-norm",
                        "scales down to a largest norm",
                        "largest=1",
                        settings -> new NormClipping(settings.number("largest", 1))),
                new Method<>(
                        GradientTransform.class,
                        "clip-value",
                        "clips each entry",
                        "largest=1",
                        settings -> new ValueClipping(settings.number("largest", 1))),
                steered("grams", "Adam's step sizes with the gradient's signs", Grams::new),
                steered("c-adam", "cautious Adam: moves only with the gradient", CautiousAdam::new),
                new Method<>(
                        OptimizerRecipe.class,
                        "lion",
                        "the sign of an interpolated momentum",
                        "beta1=0.9,beta2=0.99,decay=0",
                        OptimizerMethods::lion));
    }

    private static GradientRule sam(Settings settings) {
        boolean maximum = settings.word("norm", "euclidean", "maximum").equals("maximum");
        return new Sam(settings.number("rho", 0.05), maximum ? Norm.MAXIMUM : Norm.EUCLIDEAN);
    }

    private interface Constructor {
        SteeredAdam make(Tracker rate, double beta1, double beta2, double epsilon, double decay);
    }

    private static Method<OptimizerRecipe> steered(String name, String summary, Constructor constructor) {
        return new Method<>(
                OptimizerRecipe.class, name, summary, "beta1=0.9,beta2=0.999,epsilon=1e-6,decay=0", settings -> {
                    double beta1 = settings.number("beta1", 0.9);
                    double beta2 = settings.number("beta2", 0.999);
                    double epsilon = settings.number("epsilon", 1e-6);
                    double decay = settings.number("decay", 0);
                    return rate -> constructor.make(rate, beta1, beta2, epsilon, decay);
                });
    }

    private static OptimizerRecipe lion(Settings settings) {
        double beta1 = settings.number("beta1", 0.9);
        double beta2 = settings.number("beta2", 0.99);
        double decay = settings.number("decay", 0);
        return rate -> new Lion(rate, beta1, beta2, decay);
    }
}
