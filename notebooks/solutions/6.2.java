float[][] logits = ce.outputs(images(eights.test()));
double[] eager = Arrays.stream(logits).mapToDouble(l -> l[1] - l[0] > Math.log(0.2 / 0.8) ? 1 : 0).toArray();
