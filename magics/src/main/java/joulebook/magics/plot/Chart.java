package joulebook.magics.plot;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a figure holds, checked: the data that the renderers read. {@code layout} is the user's addition to Plotly's layout. */
record Chart(String title, List<Trace> traces, Axis x, Axis y, int width, int height, JsonObject layout) {
    private static final int NAMES_IN_SUMMARY = 4;

    Chart {
        traces = List.copyOf(traces);
        requireSharedAxes(drawn(traces));
        requireLogarithms(drawn(traces), x, y);
    }

    Chart with(Trace trace) {
        List<Trace> more = new ArrayList<>(traces);
        more.add(trace);
        return new Chart(title, more, x, y, width, height, layout);
    }

    Chart withX(Axis newX) {
        return new Chart(title, traces, newX, y, width, height, layout);
    }

    Chart withY(Axis newY) {
        return new Chart(title, traces, x, newY, width, height, layout);
    }

    Chart withSize(int newWidth, int newHeight) {
        if (newWidth < 200 || newHeight < 150) {
            throw new IllegalArgumentException(
                    "A figure of %d by %d pixels has no room for its axes: ask for 200 by 150 at least."
                            .formatted(newWidth, newHeight));
        }
        return new Chart(title, traces, x, y, newWidth, newHeight, layout);
    }

    Chart withLayout(JsonObject members) {
        JsonObject merged = layout.deepCopy();
        Json.merge(merged, members);
        return new Chart(title, traces, x, y, width, height, merged);
    }

    /** One line of text. */
    String summary() {
        if (traces.isEmpty()) {
            return "Figure '%s': no traces".formatted(title);
        }
        List<String> names = traces.stream().map(Trace::name).distinct().toList();
        String shown = names.stream().limit(NAMES_IN_SUMMARY).collect(Collectors.joining(", "));
        String more = names.size() > NAMES_IN_SUMMARY ? ", …" : "";
        String count = traces.size() == 1 ? "1 trace" : traces.size() + " traces";
        return "Figure '%s': %s (%s%s)".formatted(title, count, shown, more);
    }

    /** The traces that the static drawing knows. */
    List<Trace> drawnTraces() {
        return drawn(traces);
    }

    /** Says what the static drawing leaves out. */
    Optional<String> note() {
        String types = traces.stream()
                .filter(RawTrace.class::isInstance)
                .map(trace -> ((RawTrace) trace).type())
                .collect(Collectors.joining(", "));
        return types.isEmpty() ? Optional.empty() : Optional.of("Not in this static drawing: " + types);
    }

    /** The labels on x of all traces, in order of appearance. */
    List<String> xLabels() {
        return labels(traces, Trace::xLabels);
    }

    List<String> yLabels() {
        return labels(traces, Trace::yLabels);
    }

    /** The names that share the slot of one label. */
    List<String> barNames() {
        return traces.stream()
                .filter(Bars.class::isInstance)
                .map(Trace::name)
                .distinct()
                .toList();
    }

    private static List<Trace> drawn(List<Trace> traces) {
        return traces.stream().filter(trace -> !(trace instanceof RawTrace)).toList();
    }

    private static List<String> labels(List<Trace> traces, Function<Trace, List<String>> axis) {
        return traces.stream().map(axis).flatMap(Collection::stream).distinct().toList();
    }

    private static void requireSharedAxes(List<Trace> traces) {
        long heatMaps = traces.stream().filter(HeatMap.class::isInstance).count();
        long bars = traces.stream().filter(Bars.class::isInstance).count();
        if (heatMaps > 0 && traces.size() > 1) {
            throw new IllegalArgumentException(
                    "A heat map stands alone: draw the other traces in a figure of their own.");
        }
        if (bars > 0 && bars < traces.size()) {
            throw new IllegalArgumentException(
                    "Bars stand on labels and the other traces on numbers: draw them in two figures.");
        }
    }

    private static void requireLogarithms(List<Trace> traces, Axis x, Axis y) {
        boolean logOfLabels = x.log() && !labels(traces, Trace::xLabels).isEmpty()
                || y.log() && !labels(traces, Trace::yLabels).isEmpty();
        if (logOfLabels) {
            throw new IllegalArgumentException("An axis of labels cannot be logarithmic: leave out logX() or logY().");
        }
        for (Trace trace : traces) {
            if (x.log()) {
                Series.requirePositive(trace.name(), "x", trace.xs());
            }
            if (y.log()) {
                Series.requirePositive(trace.name(), "y", trace.ys(true));
            }
        }
    }
}
