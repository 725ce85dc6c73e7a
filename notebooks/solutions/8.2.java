class NoTuning implements Reproduction {
    @Override
    public String id() {
        return "no-tuning";
    }

    @Override
    public Paper paper() {
        return new Paper(0, id(), "optimizer", "signSGD with the learning rate of SGD", "", 2018, "", "");
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public void run(Experiment experiment) {
        for (long seed : experiment.seeds()) {
            experiment.progress("seed " + seed);
            TrainingOptions options = forSgd.withEpochs(experiment.scaled(1, 15)).withSeed(seed);
            experiment.measure("SGD", seed, accuracy(sgd, options));
            experiment.measure("signSGD", seed, accuracy(sign, options));
        }
        experiment.claim(
                "with the rate of SGD, signSGD is at least 5 points below it [points]",
                "",
                experiment.measured("SGD").minus(experiment.measured("signSGD")),
                Claim.Criterion.meanAtLeast(5));
    }
}

Reproduction noTuning = new NoTuning();
