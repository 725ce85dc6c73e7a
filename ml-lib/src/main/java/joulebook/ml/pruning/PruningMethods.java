package joulebook.ml.pruning;

import java.util.List;
import java.util.function.Supplier;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.method.Settings;

/** The names of ways to prune. */
public final class PruningMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                new Method<>(
                        Pruner.class,
                        "magnitude",
                        "the smallest weights, of all layers together or of each",
                        "scope=global,min-kept=0",
                        PruningMethods::magnitude),
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
                        "samples=128,scope=global",
                        settings -> new SnipPruner(settings.whole("samples", 128), Scope.of(settings))),
                new Method<>(
                        Pruner.class,
                        "wanda",
                        "the smallest weights times inputs of each row",
                        "samples=128",
                        settings -> new WandaPruner(settings.whole("samples", 128))),
                new Method<>(
                        Pruner.class,
                        "ecoflap",
                        "wanda, the denser where the loss depends on a layer, without gradients",
                        "samples=128,batch=8,draws=1,spread=0.1,seed=0",
                        PruningMethods::ecoflap),
                new Method<>(
                        Pruner.class,
                        "random",
                        "any weights, to compare with",
                        "seed=0,scope=global",
                        settings -> new RandomPruner(settings.whole("seed", 0), Scope.of(settings))),
                units("modhifi", "the hidden units that rebuild the most of the next layer", UnitScore.FIDELITY, "yes"),
                units("norm", "the hidden units with the largest incoming weights", UnitScore.INCOMING_NORM, "no"),
                units("random", "any hidden units, to compare with", UnitScore.RANDOM, "no"),
                Method.of(SparsitySchedule.class, "one-shot", "all at once", settings -> SparsitySchedule.ONE_SHOT),
                new Method<>(
                        SparsitySchedule.class,
                        "gradual",
                        "in steps that are large at first and small in the end",
                        "steps=4",
                        settings -> CubicSchedule.of(settings.whole("steps", 4))));
    }

    private static Method<UnitPruner> units(String name, String summary, UnitScore score, String compensate) {
        String other = compensate.equals("yes") ? "no" : "yes";
        return new Method<>(
                UnitPruner.class,
                name,
                summary,
                "compensate=" + compensate + ",seed=0",
                settings -> new UnitPruner(
                        score,
                        settings.word("compensate", compensate, other).equals("yes"),
                        settings.whole("seed", 0)));
    }

    private static Pruner magnitude(Settings settings) {
        MagnitudePruner pruner =
                Scope.of(settings) == Scope.GLOBAL ? MagnitudePruner.global() : MagnitudePruner.uniform();
        return pruner.withMinimumKept(settings.whole("min-kept", 0));
    }

    private static Pruner ecoflap(Settings settings) {
        int samples = settings.whole("samples", 128);
        return new EcoflapPruner(
                new ZerothOrderSensitivity(
                        samples, settings.whole("batch", 8), settings.whole("draws", 1), settings.whole("seed", 0)),
                samples,
                settings.number("spread", 0.1));
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
