package joulebook.ml.scaling;

import static joulebook.ml.scaling.OverTrainingReproduction.percent;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Reproduction;

/** The link between the losses on two data sets, from eight small pairs, translates larger runs of the one to the other. */
public final class LossToLossReproduction implements Reproduction {

    private static final PowerLawRegression[] DATA = {
        new PowerLawRegression(600, 1.5, 0.5), new PowerLawRegression(600, 1.9, 0.3)
    };

    @Override
    public String id() {
        return "loss-to-loss";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.scaling.*;

                double[][] onOldData = {{4.1}, {3.7}, {3.4}, {3.2}, {3.05}}; // losses of five small models
                double[] onNewData = {3.3, 2.9, 2.62, 2.44, 2.31};           // of the same sizes and tokens
                ScalingFit link = ScalingFit.of(new ShiftedPowerLaw(1.7), onOldData, onNewData, 0);
                link.predict(2.4) // on the new data, where a large model has 2.4 on the old
                """;
    }

    @Override
    public void run(Experiment experiment) {
        int unit = experiment.scaled(2, 8);
        int draws = experiment.scaled(1, 5);
        double[][] small = grid(unit, 1, 2, 4, 8);
        double[][] large = grid(unit, 16, 32);
        double[][] targets = {large[0], large[2]};
        for (long seed : experiment.seeds()) {
            experiment.progress("seed " + seed + ": " + draws + " draws of 22 ridge regressions");
            Random random = new Random(seed);
            double[] smallX = losses(0, small, draws, random);
            double[] smallY = losses(1, small, draws, random);
            double[] largeX = losses(0, large, draws, random);
            double[] targetY = losses(1, targets, draws, random);
            ScalingFit lawX = ScalingFit.of(
                    new KaplanLaw(),
                    grid(unit, 1, 2, 4, 8, 16, 32),
                    DoubleStream.concat(Arrays.stream(smallX), Arrays.stream(largeX))
                            .toArray(),
                    1,
                    seed);
            ScalingFit lawY = ScalingFit.of(new KaplanLaw(), small, smallY, 1, seed);
            double fittedX = lawX.parameter("E").value();
            double fittedY = lawY.parameter("E").value();
            ScalingFit link = ScalingFit.of(new ShiftedPowerLaw(fittedX, fittedY), column(smallX), smallY, seed);
            ScalingFit trueLink = ScalingFit.of(
                    new ShiftedPowerLaw(Math.pow(DATA[0].noise(), 2), Math.pow(DATA[1].noise(), 2)),
                    column(smallX),
                    smallY,
                    seed);
            experiment.measure("fitted E0", seed, fittedX);
            experiment.measure("fitted E1", seed, fittedY);
            experiment.measure("R^2 of the link", seed, link.rSquared());
            experiment.measure(
                    "kappa with true E", seed, trueLink.parameter("kappa").value());
            for (int i = 0; i < targets.length; i++) {
                String size = (i == 0 ? 16 : 32) + "x the size [%]";
                double measured = targetY[i];
                double x = largeX[2 * i];
                experiment.measure(
                        "error at " + size, seed, percent(link.predict(x).value(), measured));
                experiment.measure(
                        "error with true E at " + size,
                        seed,
                        percent(trueLink.predict(x).value(), measured));
                experiment.measure(
                        "error of the target's own law at " + size,
                        seed,
                        percent(lawY.predict(targets[i]).value(), measured));
            }
        }
        String reported = "holds up to 20x the largest compute of the fit";
        for (String size : new String[] {"16x the size [%]", "32x the size [%]"}) {
            experiment.claim(
                    "the link with fitted E predicts the loss at " + size,
                    reported,
                    experiment.measured("error at " + size),
                    Criterion.eachAtMost(4));
            experiment.claim(
                    "the link with true E predicts the loss at " + size,
                    reported,
                    experiment.measured("error with true E at " + size),
                    Criterion.eachAtMost(6));
        }
        experiment.claim(
                "kappa is not below 1.2",
                "1.8 if size alone counted",
                experiment.measured("kappa with true E"),
                Criterion.eachAtLeast(1.2));
        experiment.claim(
                "kappa is not above 2.2",
                "1.8 if size alone counted",
                experiment.measured("kappa with true E"),
                Criterion.eachAtMost(2.2));
        experiment.claim(
                "a shifted power law links the losses",
                "six data sets and many tasks",
                experiment.measured("R^2 of the link"),
                Criterion.eachAtLeast(0.98));
        experiment.note(
                "Ridge regressions on two power-law spectra stand for language models on two texts: their loss is"
                        + " exact. A seed's losses are means over " + draws + " draws of the data.");
        experiment.note("R^2 is that of the logarithm of the loss.");
    }

    /** N and D of models of so many units, with 20 and with 40 examples a parameter. */
    private static double[][] grid(int unit, int... sizes) {
        return Arrays.stream(sizes)
                .boxed()
                .flatMap(size -> IntStream.of(20, 40).mapToObj(m -> new double[] {size * unit, size * unit * m}))
                .toArray(double[][]::new);
    }

    private static double[] losses(int data, double[][] points, int draws, Random random) {
        return Arrays.stream(points)
                .mapToDouble(point -> DATA[data].meanLoss(point, draws, random))
                .toArray();
    }

    private static double[][] column(double[] values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }
}
