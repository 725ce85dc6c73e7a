package joulebook.magics.energy;

import com.google.common.html.HtmlEscapers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import joulebook.magics.ledger.CellCost;
import joulebook.ml.energy.DeviceEnergy;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Units;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The line under a cell: time, joules by device, grams of CO2e, and how they were obtained. */
final class Footer {
    /** The key of the cost, as {@link CellCost#toJson()} writes it, in the display's metadata: it stays in the notebook. */
    static final String METADATA = "joulebook";

    private Footer() {}

    static DisplayData of(CellCost cost) {
        String text = text(cost.reading());
        DisplayData data = new DisplayData(text);
        data.putHTML("<div class=\"joulebook-cost\" style=\"font-size:85%;opacity:.65\" title=\""
                + escape(details(cost.reading())) + "\">" + escape(text) + "</div>");
        data.putMetaData(METADATA, cost.toJson());
        return data;
    }

    static String text(Reading reading) {
        String time = Units.text(reading.seconds(), "s");
        if (reading.devices().isEmpty()) {
            return time + " · energy not measured";
        }
        String joules = reading.devices().stream()
                .map(device -> name(device) + " " + Units.text(device.joules(), "J") + " ("
                        + device.source().label() + ")")
                .collect(Collectors.joining(" · "));
        return time + " · " + joules + " · " + Units.text(reading.grams(), "g") + " CO₂e ("
                + reading.carbon().region() + ")";
    }

    /** What the line's tooltip says: each device with its interval, the peak of memory, and what is absent. */
    private static String details(Reading reading) {
        List<String> lines = new ArrayList<>();
        for (DeviceEnergy device : reading.devices()) {
            lines.add(device.device() + ": " + interval(device) + ", " + device.how());
        }
        reading.peakMemory().resident().ifPresent(bytes -> lines.add("peak memory " + Units.text(bytes, "B")));
        lines.addAll(reading.notes());
        return String.join("\n", lines);
    }

    /** Short: {@code CPU}, {@code GPU 0}; the device's full name is in the line's tooltip. */
    private static String name(DeviceEnergy device) {
        return switch (device.kind()) {
            case CPU -> "CPU";
            case MEMORY -> "memory";
            case GPU -> device.device().replaceFirst("^(GPU \\d+).*", "$1");
        };
    }

    private static String interval(DeviceEnergy device) {
        return Units.text(device.low(), "J") + " to " + Units.text(device.high(), "J");
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
