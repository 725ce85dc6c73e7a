double error = 0;
for (Row row : sweep.where(sweep.doubleColumn("D").isGreaterThan(20_000))) {
    double prediction = early.predict(row.getDouble("N"), row.getDouble("D")).value();
    error += Math.abs(prediction / row.getDouble("loss") - 1) / 4;
}
