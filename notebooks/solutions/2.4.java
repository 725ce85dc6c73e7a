double joulesTo90(TrainingRun run) {
    Table history = run.history();
    return history.where(history.doubleColumn("test_accuracy").isGreaterThanOrEqualTo(0.9))
            .doubleColumn("joules")
            .get(0);
}

double priceRatio = joulesTo90(wider) / joulesTo90(first);
