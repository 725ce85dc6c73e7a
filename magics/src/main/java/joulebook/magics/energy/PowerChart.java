package joulebook.magics.energy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import joulebook.kernel.display.Output;
import joulebook.magics.plot.Figure;
import joulebook.ml.energy.DevicePower;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** What each device draws while a cell runs: a figure under the cell that grows. */
final class PowerChart {
    /** Points a line may have; then every second one is dropped and half as many are added. */
    private static final int MOST_POINTS = 400;

    private final Output output;
    private final Renderer renderer;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, Trace> traces = new LinkedHashMap<>();
    private boolean shown;

    PowerChart(Output output, Renderer renderer) {
        this.output = output;
        this.renderer = renderer;
    }

    /** The power of one device over time. */
    private static final class Trace {
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> watts = new ArrayList<>();
        private int every = 1;
        private int seen;

        void add(double second, double watt) {
            if (seen++ % every == 0) {
                seconds.add(second);
                watts.add(watt);
            }
            if (seconds.size() == MOST_POINTS) {
                thin(seconds);
                thin(watts);
                every *= 2;
            }
        }

        private static void thin(List<Double> values) {
            for (int i = values.size() / 2; i > 0; i--) {
                values.remove(2 * i - 1);
            }
        }
    }

    /** Adds what the devices draw now and draws the figure anew. */
    void add(double second, List<DevicePower> now) {
        for (DevicePower power : now) {
            traces.computeIfAbsent(power.device(), device -> new Trace()).add(second, power.watts());
        }
        if (!traces.isEmpty()) {
            draw();
        }
    }

    private void draw() {
        Figure figure = Figure.of("Power").xAxis("time in the cell (s)").yAxis("power (W)");
        for (Map.Entry<String, Trace> device : traces.entrySet()) {
            figure = figure.line(device.getKey(), device.getValue().seconds, device.getValue().watts);
        }
        DisplayData data = new DisplayData(renderer.render(figure));
        data.setDisplayId(id);
        if (shown) {
            output.update(data);
        } else {
            output.display(data);
            shown = true;
        }
    }
}
