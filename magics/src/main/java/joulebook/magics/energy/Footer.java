package joulebook.magics.energy;

import com.google.common.html.HtmlEscapers;
import java.util.stream.Collectors;
import joulebook.ml.energy.DeviceEnergy;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Units;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The line under a cell: time, joules by device, grams of CO2e, and how they were obtained. */
final class Footer {
    /** The key of the machine-readable reading in the display's metadata. */
    static final String METADATA = "joulebook";

    private Footer() {}

    static DisplayData of(Reading reading) {
        String text = text(reading);
        String details = reading.devices().stream()
                .map(device -> device.device() + ": " + interval(device) + ", " + device.how())
                .collect(Collectors.joining("\n"));
        DisplayData data = new DisplayData(text);
        data.putHTML("<div class=\"joulebook-cost\" style=\"font-size:85%;opacity:.65\" title=\"" + escape(details)
                + "\">" + escape(text) + "</div>");
        data.putMetaData(METADATA, reading.toJson());
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
