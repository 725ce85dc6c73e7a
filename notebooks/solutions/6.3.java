class WeightedLoss extends Loss {
    private final float weight;

    WeightedLoss(double weight) {
        super("weighted");
        this.weight = (float) weight;
    }

    @Override
    public NDArray evaluate(NDList labels, NDList outputs) {
        NDArray logP = outputs.head().logSoftmax(1);
        NDArray weights = outputs.getManager().create(new float[] {1, weight});
        return logP.mul(labels.head().oneHot(2).mul(weights)).sum(new int[] {1}).neg().mean();
    }
}
