package joulebook.ml.optimizer;

import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.method.Methods;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.OptimizerRecipe;

/** AdaGC against clipping at a fixed norm, where one batch in fifty is abnormal. */
public final class AdaGcReproduction implements Reproduction {
    private static final double TEST_SHARE = 397 / 1797.0;

    @Override
    public String id() {
        return "adagc";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.data.*;
                import joulebook.ml.energy.Meter;
                import joulebook.ml.model.Mlp;
                import joulebook.ml.optimizer.AdaGc;
                import joulebook.ml.train.*;

                TrainTest digits = Datasets.load("digits");
                TrainingOptions options = TrainingOptions.defaults().withEpochs(20).withOptimizer("sgd:momentum=0.9").withLearningRate(0.1f);
                TrainingRun run = new Backpropagation().withTransform(() -> new AdaGc(1.0, 1.05, 0.98, 50))
                        .fit(new Mlp(64, 64, 64, 10), digits, options, Meter.forThisMachine(), TrainingListener.NONE);
                System.out.println(run);
                """;
    }

    @Override
    public void run(Experiment experiment) {
        for (long seed : experiment.seeds()) {
            TrainTest digits = Datasets.load("digits").all().split(TEST_SHARE, seed);
            train(experiment, "none", (weights, gradient) -> {}, "sgd:momentum=0.9", 0.1, digits, seed);
            train(experiment, "global", new NormClipping(1), "sgd:momentum=0.9", 0.1, digits, seed);
            train(experiment, "AdaGC", adaGc(), "sgd:momentum=0.9", 0.1, digits, seed);
            train(experiment, "none, Adam", (weights, gradient) -> {}, "adam:beta2=0.95", 1e-3, digits, seed);
            train(experiment, "AdaGC, Adam", adaGc(), "adam:beta2=0.95", 1e-3, digits, seed);
        }
        String paper = "loss spikes completely removed, against global clipping";
        Measured global = experiment.measured("global, jump [nats]");
        experiment.claim(
                "jump of the loss after an abnormal batch, AdaGC less half of global clipping [nats]",
                paper,
                experiment.measured("AdaGC, jump [nats]").minus(global.times(0.5)),
                Criterion.meanAtMost(0));
        experiment.claim(
                "largest abnormal over median normal update with AdaGC",
                paper,
                experiment.measured("AdaGC, outlier ratio"),
                Criterion.eachAtMost(1.5));
        experiment.claim(
                "largest abnormal over median normal update with global clipping",
                paper,
                experiment.measured("global, outlier ratio"),
                Criterion.eachAtLeast(2.5));
        Measured adaGc = experiment.measured("AdaGC, test accuracy [%]");
        Measured clipped = experiment.measured("global, test accuracy [%]");
        experiment.claim(
                "accuracy without clipping is below both [points]",
                paper,
                adaGc.with(clipped, Math::min).minus(experiment.measured("none, test accuracy [%]")),
                Criterion.meanAtLeast(30));
        experiment.claim(
                "accuracy of AdaGC less that of global clipping [points]",
                paper,
                adaGc.minus(clipped),
                Criterion.meanAtLeast(-2));
        experiment.note(
                "At this size AdaGC's training loss ends above that of global clipping: its threshold starts at "
                        + "the smallest norm of the warm-up and grows by at most 0.1 % a step. "
                        + "The paper's lower perplexity is not shown.");
        experiment.note(
                "With Adam (beta2 0.95), which normalises each step, training does not collapse without clipping: "
                        + "the abnormal batches slow it down instead.");
        experiment.note(
                "The initial weights matter: with Kaiming's, which learn faster here, normal gradients fall below "
                        + "AdaGC's threshold, so that it lets abnormal ones through at 2.6 to 4.9 times the median "
                        + "(global clipping: 5.7 to 14.7); its jump stays below a tenth of that of global clipping.");
    }

    private static GradientTransform adaGc() {
        return new AdaGc(1.0, 1.05, 0.98, 50);
    }

    private static void train(
            Experiment experiment,
            String name,
            GradientTransform transform,
            String optimizer,
            double rate,
            TrainTest data,
            long seed) {
        experiment.progress(name + ", seed " + seed);
        int steps = experiment.scaled(200, 800);
        DisturbedTraining training = DisturbedTraining.of(
                data, transform, Methods.make(OptimizerRecipe.class, optimizer), rate, steps, seed);
        experiment.measure(name + ", outlier ratio", seed, training.outlierRatio(steps / 2));
        experiment.measure(name + ", jump [nats]", seed, training.jump(steps / 2));
        experiment.measure(name + ", loss of the last steps [nats]", seed, training.loss(3 * steps / 8));
        experiment.measure(name + ", test accuracy [%]", seed, 100 * training.accuracy());
    }
}
