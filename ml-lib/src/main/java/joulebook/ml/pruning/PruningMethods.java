package joulebook.ml.pruning;

import java.util.List;
import java.util.function.Supplier;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;

/** The names of ways to prune. */
public final class PruningMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                magnitude("global", "the smallest weights of all layers together", MagnitudePruner::global),
                magnitude("uniform", "the smallest weights of each layer, the same share", MagnitudePruner::uniform),
                magnitude(
                        "unif-plus",
                        "uniform, with a dense first convolution and a denser last layer",
                        MagnitudePruner::unifPlus),
                magnitude(
                        "erk",
                        "the smallest weights of each layer, the widest being the sparsest",
                        MagnitudePruner::erdosRenyi),
                Method.of(
                        Pruner.class,
                        "lamp",
                        "the smallest weights relative to those of their layer that are larger",
                        settings -> new LampPruner()),
                new Method<>(
                        Pruner.class,
                        "snip",
                        "the weights with the least effect on the loss, by one gradient",
                        "samples=128",
                        settings -> new SnipPruner(settings.whole("samples", 128))),
                new Method<>(
                        Pruner.class,
                        "random",
                        "any weights, to compare with",
                        "seed=0",
                        settings -> new RandomPruner(settings.whole("seed", 0))));
    }

    private static Method<Pruner> magnitude(String name, String summary, Supplier<MagnitudePruner> make) {
        return new Method<>(
                Pruner.class,
                name,
                summary,
                "min-kept=0",
                settings -> make.get().withMinimumKept(settings.whole("min-kept", 0)));
    }
}
