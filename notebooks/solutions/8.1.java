class Ternary implements GradientTransform {
    private final double threshold;

    Ternary(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public void apply(ParameterVector weights, ParameterVector gradient) {
        for (NDArray array : gradient.arrays()) {
            try (NDArray size = array.abs();
                    NDArray large = size.gt(threshold);
                    NDArray kept = large.toType(DataType.FLOAT32, false)) {
                array.signi().muli(kept);
            }
        }
    }
}
