package joulebook.magics.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import joulebook.ml.scaling.ChinchillaLaw;
import joulebook.ml.scaling.PowerLaw;
import joulebook.ml.scaling.ScalingFit;
import joulebook.ml.scaling.ScalingLaw;
import joulebook.ml.scaling.ScalingPoints;
import org.junit.jupiter.api.Test;

class ScalingViewTest {
    private static final double[] OF_BOTH = {1, 30, 0.5, 20, 0.4};

    private static ScalingView view(ScalingLaw law, double[] parameters, double[][] inputs) {
        double[] losses = new double[inputs.length];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = law.loss(parameters, inputs[i]);
        }
        ScalingPoints points = new ScalingPoints(inputs, losses);
        return new ScalingView("law", ScalingFit.of(law, points, 5, 0), points, "loss");
    }

    private static ScalingView ofBoth() {
        List<double[]> points = new ArrayList<>();
        for (double n : new double[] {100, 1000, 10_000}) {
            for (double d : new double[] {50, 500, 5000}) {
                points.add(new double[] {n, d});
            }
        }
        return view(new ChinchillaLaw(), OF_BOTH, points.toArray(double[][]::new));
    }

    /** The x and y of the lines and dots of a name, one behind the other. */
    private static List<double[]> drawn(ScalingView view, String x, String name, String mode) {
        List<double[]> points = new ArrayList<>();
        for (JsonElement element : view.figure(x).toPlotly().getAsJsonArray("data")) {
            JsonObject trace = element.getAsJsonObject();
            if (trace.has("mode")
                    && trace.get("mode").getAsString().equals(mode)
                    && trace.get("name").getAsString().equals(name)
                    && !trace.has("fill")) {
                JsonArray xs = trace.getAsJsonArray("x");
                for (int i = 0; i < xs.size(); i++) {
                    points.add(new double[] {
                        xs.get(i).getAsDouble(),
                        trace.getAsJsonArray("y").get(i).getAsDouble()
                    });
                }
            }
        }
        return points;
    }

    @Test
    void theCurveOfOneInputGoesTenTimesBeyondThePoints() {
        ScalingView view =
                view(new PowerLaw("compute"), new double[] {1, 30, 0.5}, new double[][] {{10}, {100}, {400}, {1000}});
        assertThat(drawn(view, "compute", "fit", "markers")).hasSize(4);
        List<double[]> beyond = drawn(view, "compute", "extrapolated", "lines");
        assertThat(beyond.get(0)[0]).isEqualTo(1000);
        double[] last = beyond.get(beyond.size() - 1);
        assertThat(last[0]).isEqualTo(10_000, within(1e-6));
        assertThat(last[1]).isEqualTo(1 + 30 / 100.0, within(1e-3));
        assertThat(view.table().toString()).contains("L(N) = E + A/N^alpha", "alpha");
    }

    @Test
    void eachValueOfTheOtherInputHasItsCurve() {
        for (double d : new double[] {50, 500, 5000}) {
            String name = "D = " + (int) d;
            assertThat(drawn(ofBoth(), "N", name, "markers")).hasSize(3);
            List<double[]> curve = drawn(ofBoth(), "N", name, "lines");
            assertThat(curve.get(0)[1]).isEqualTo(new ChinchillaLaw().loss(OF_BOTH, 100, d), within(1e-3));
        }
    }

    /** No point that the law gives lies below the best split of its compute. */
    @Test
    void theBestSplitIsBelowAllPoints() {
        List<double[]> front = drawn(ofBoth(), ScalingView.COMPUTE, "best split", "lines");
        List<double[]> points = drawn(ofBoth(), ScalingView.COMPUTE, "measured", "markers");
        assertThat(points).hasSize(9);
        for (double[] point : points) {
            double[] next = front.stream()
                    .filter(at -> at[0] >= point[0] * (1 - 1e-9))
                    .findFirst()
                    .orElseThrow();
            assertThat(next[1]).isLessThanOrEqualTo(point[1] * (1 + 1e-3));
        }
    }
}
