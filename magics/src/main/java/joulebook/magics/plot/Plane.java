package joulebook.magics.plot;

import java.util.Arrays;
import java.util.List;

/** The area that traces draw in. On an axis of labels the labels are listed; bars share a label's slot by their names. */
record Plane(Scale x, Scale y, List<String> xLabels, List<String> barNames) {

    double[] xPixels(double[] values) {
        return Arrays.stream(values).map(x::at).toArray();
    }

    double[] yPixels(double[] values) {
        return Arrays.stream(values).map(y::at).toArray();
    }
}
