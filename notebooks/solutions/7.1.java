Estimate mean = Confidence.ofMean(Arrays.copyOfRange(joules, 1, joules.length));
double relativeWidth = (mean.high() - mean.low()) / mean.value();
