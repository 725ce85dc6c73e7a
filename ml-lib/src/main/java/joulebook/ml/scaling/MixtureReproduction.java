package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import joulebook.ml.data.Texts;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Reproduction;

/** Laws of the mixture fitted to 40 small character models predict other mixtures, a larger scale, and the best mixture. */
public final class MixtureReproduction implements Reproduction {

    /** The share of each text in the target. */
    private static final double[] TARGET = {0.5, 0.5, 0};

    private static final int HELD_OUT_CHARACTERS = 20_000;
    private static final int FITTED_MIXTURES = 10;
    private static final int MIXTURES = 18;

    /** Corners, middles of edges and the centre; the others are drawn. */
    private static final double[][] REGULAR = {
        {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0.5, 0.5, 0}, {0.5, 0, 0.5}, {0, 0.5, 0.5}, {1 / 3.0, 1 / 3.0, 1 / 3.0}
    };

    private static final int CENTRE = 6;

    @Override
    public String id() {
        return "mixture-scaling";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.scaling.*;

                // N, D, and the shares of two domains, with the loss of each run on the target domain
                double[][] runs = {
                    {1e6, 1e8, 1, 0}, {1e6, 1e8, 0, 1}, {1e6, 1e8, .5, .5}, {1e6, 2e8, .2, .8}, {1e6, 4e8, .5, .5},
                    {2e6, 1e8, .5, .5}, {2e6, 4e8, .6, .4}, {4e6, 1e8, .5, .5}, {4e6, 4e8, 1, 0}, {4e6, 4e8, 0, 1},
                    {4e6, 4e8, .7, .3}, {4e6, 4e8, .3, .7}};
                double[] losses = {3.92, 3.71, 3.52, 3.48, 3.41, 3.43, 3.33, 3.36, 3.64, 3.44, 3.29, 3.25};
                ScalingFit law = ScalingFit.of(MixtureLaw.additive(2), runs, losses, 1, 0);
                OptimalMixture.solve(List.of(law), new double[] {1}, 1e7, 1e9)
                """;
    }

    @Override
    public void run(Experiment experiment) {
        int n = experiment.scaled(1 << 8, 1 << 10);
        int d = experiment.scaled(5_000, 20_000);
        double[][] cells = {{n, d}, {2 * n, 4 * d}, {4 * n, 2 * d}, {4 * n, 4 * d}};
        double[] larger = {16 * n, 16 * d};
        List<String> texts = Texts.names().stream().map(Texts::load).toList();
        for (long seed : experiment.seeds()) {
            Corpus corpus = new Corpus(texts, new Random(seed));
            List<double[]> mixtures = mixtures(new Random(seed));
            List<double[]> fitted = points(mixtures.subList(0, FITTED_MIXTURES), cells);
            List<double[]> unseen = points(mixtures.subList(FITTED_MIXTURES, MIXTURES), cells);
            List<double[]> scaled = points(mixtures.subList(FITTED_MIXTURES, MIXTURES), larger);
            List<double[]> atLarger = points(mixtures, larger);
            experiment.progress("seed " + seed + ": 90 character models");
            double[] fittedLosses = corpus.losses(fitted);
            double[] unseenLosses = corpus.losses(unseen);
            double[] largerLosses = corpus.losses(atLarger);
            double[] scaledLosses = Arrays.copyOfRange(largerLosses, FITTED_MIXTURES, MIXTURES);
            for (MixtureLaw law : List.of(MixtureLaw.additive(3), MixtureLaw.joint(3))) {
                String name = law.joint() ? "joint" : "additive";
                experiment.progress("seed " + seed + ": fit of the " + name + " law");
                ScalingFit fit = ScalingFit.of(law, fitted.toArray(double[][]::new), fittedLosses, 1, seed);
                double onUnseen = meanError(fit, unseen, unseenLosses);
                double onScaled = meanError(fit, scaled, scaledLosses);
                experiment.measure(name + ": error on unseen mixtures [%]", seed, onUnseen);
                experiment.measure(name + ": error at the larger scale [%]", seed, onScaled);
                experiment.measure(name + ": held-out error [%]", seed, (4 * onUnseen + onScaled) / 5);
                double[] best = OptimalMixture.solve(List.of(fit), new double[] {1}, larger[0], larger[1]);
                double loss = corpus.loss(point(best, larger));
                experiment.measure(name + ": best share of " + Texts.names().get(0), seed, best[0]);
                experiment.measure(name + ": best share of " + Texts.names().get(2), seed, best[2]);
                experiment.measure(name + ": loss of the optimum below uniform", seed, largerLosses[CENTRE] - loss);
                double lowest = Arrays.stream(largerLosses).min().orElseThrow();
                experiment.measure(name + ": optimum above the best of 18 [%]", seed, 100 * (loss / lowest - 1));
            }
        }
        for (String name : new String[] {"additive", "joint"}) {
            experiment.claim(
                    "the " + name + " law predicts unseen mixtures [%]",
                    "accurate predictions",
                    experiment.measured(name + ": error on unseen mixtures [%]"),
                    Criterion.eachAtMost(2));
            experiment.claim(
                    "the " + name + " law predicts a larger scale [%]",
                    "extrapolates to larger scales",
                    experiment.measured(name + ": error at the larger scale [%]"),
                    Criterion.eachAtMost(4));
            experiment.claim(
                    "the optimum of the " + name + " law, trained, is better than uniform",
                    "optimal weights for a target",
                    experiment.measured(name + ": loss of the optimum below uniform"),
                    Criterion.eachAtLeast(0));
            experiment.claim(
                    "the optimum of the " + name + " law, trained, is about as good as the best of 18 mixtures [%]",
                    "optimal weights for a target",
                    experiment.measured(name + ": optimum above the best of 18 [%]"),
                    Criterion.eachAtMost(1));
        }
        Measured ratio = experiment
                .measured("joint: held-out error [%]")
                .over(experiment.measured("additive: held-out error [%]"));
        experiment.claim(
                "the joint law is not worse than the additive one on what was held out",
                "the joint law fits better",
                ratio,
                Criterion.eachAtMost(1.1));
        experiment.note(
                "Character 4-grams with hashed contexts stand for neural models; N is their number of buckets. The"
                        + " target is Moby-Dick and State of the Union addresses, half each; the third domain is Java source.");
        experiment.note(
                "The four cells hold three sizes and three amounts of data. With two of each, as in a square, the"
                        + " exponents are open, and the additive law missed the larger scale by 6.3 %.");
        experiment.note(
                "The joint law has 17 parameters for 40 runs. It never fits them worse than the additive law, from whose fit it"
                        + " starts, too; but in two seeds of three it is worse on what was held out, and in one so is its optimum."
                        + " Three times as many random starts did not change this.");
    }

    /** The texts at three offsets, the last characters of each held out. */
    private record Corpus(List<String> train, List<String> heldOut) {
        private static final int OFFSETS = 3;

        Corpus(List<String> texts, Random random) {
            this(
                    texts.stream()
                            .map(text -> rotate(
                                    text.substring(0, text.length() - HELD_OUT_CHARACTERS),
                                    random.nextInt(text.length() - HELD_OUT_CHARACTERS)))
                            .toList(),
                    texts.stream()
                            .map(text -> text.substring(text.length() - HELD_OUT_CHARACTERS))
                            .toList());
        }

        private static String rotate(String text, int offset) {
            return text.substring(offset) + text.substring(0, offset);
        }

        double[] losses(List<double[]> points) {
            return points.stream().mapToDouble(this::loss).toArray();
        }

        /** The mean over the offsets of the target's loss. */
        double loss(double[] point) {
            double sum = 0;
            for (int offset = 0; offset < OFFSETS; offset++) {
                HashedNgrams model = new HashedNgrams((int) point[0]);
                for (int i = 0; i < TARGET.length; i++) {
                    int from = offset * (train.get(i).length() / OFFSETS);
                    int characters = (int) Math.round(point[1] * point[2 + i]);
                    model.train(rotate(train.get(i), from).substring(0, characters));
                }
                for (int i = 0; i < TARGET.length; i++) {
                    sum += TARGET[i] == 0 ? 0 : TARGET[i] * model.loss(heldOut.get(i));
                }
            }
            return sum / OFFSETS;
        }
    }

    private static List<double[]> mixtures(Random random) {
        List<double[]> mixtures = new ArrayList<>(List.of(REGULAR));
        while (mixtures.size() < MIXTURES) {
            double[] h = random.doubles(3).map(u -> -Math.log(1 - u)).toArray(); // even over the simplex
            double sum = Arrays.stream(h).sum();
            mixtures.add(Arrays.stream(h).map(v -> v / sum).toArray());
        }
        return mixtures;
    }

    private static List<double[]> points(List<double[]> mixtures, double[]... cells) {
        return Arrays.stream(cells)
                .flatMap(cell -> mixtures.stream().map(h -> point(h, cell)))
                .toList();
    }

    private static double[] point(double[] h, double[] cell) {
        return new double[] {cell[0], cell[1], h[0], h[1], h[2]};
    }

    private static double meanError(ScalingFit fit, List<double[]> points, double[] losses) {
        double[] predicted =
                points.stream().mapToDouble(p -> fit.predict(p).value()).toArray();
        double sum = 0;
        for (int i = 0; i < losses.length; i++) {
            sum += OverTrainingReproduction.percent(predicted[i], losses[i]);
        }
        return sum / losses.length;
    }
}
