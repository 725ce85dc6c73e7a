class Ternary implements GradientTransform {
    private final double threshold;

    Ternary(double threshold) {
        this.threshold = threshold;
    }

    @Override
    public void apply(ParameterVector weights, ParameterVector gradient) {
        for (NDArray array : gradient.arrays()) {
            try (NDArray large = array.abs().gt(threshold).toType(DataType.FLOAT32, false);
                    NDArray ternary = array.sign().mul(large)) {
                ternary.copyTo(array);
            }
        }
    }
}
