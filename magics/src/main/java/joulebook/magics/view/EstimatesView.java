package joulebook.magics.view;

import java.util.LinkedHashMap;
import java.util.Map;
import joulebook.magics.text.Numbers;
import joulebook.ml.math.Estimate;
import joulebook.ml.scaling.Allocation;

/** Estimates by name, each with its interval. */
public final class EstimatesView {
    private EstimatesView() {}

    /** A row for each estimate, in the map's order. */
    public static TableView of(String title, Map<String, Estimate> estimates) {
        TextRows rows = new TextRows(title + " (95 % intervals)", "quantity", "value", "low", "high");
        estimates.forEach((name, estimate) -> rows.row(
                name, Numbers.brief(estimate.value()), Numbers.brief(estimate.low()), Numbers.brief(estimate.high())));
        return rows.view();
    }

    /** N, D and the loss. */
    public static TableView of(String title, Allocation best) {
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        estimates.put("N, parameters", best.n());
        estimates.put("D, examples", best.d());
        estimates.put("loss", best.loss());
        return of(title, estimates);
    }
}
