package joulebook.ml.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Window;
import joulebook.ml.paper.Claim.Outcome;

/**
 * What a reproduction came to.
 *
 * @param measured all quantities over the seeds
 * @param curves series of quantities, where the reproduction has some
 * @param reading what it cost
 */
public record Verdict(
        Paper paper,
        Budget budget,
        List<Long> seeds,
        List<Claim> claims,
        Map<String, Measured> measured,
        List<Curve> curves,
        List<String> notes,
        Reading reading) {

    public Verdict {
        seeds = List.copyOf(seeds);
        claims = List.copyOf(claims);
        curves = List.copyOf(curves);
        notes = List.copyOf(notes);
    }

    /** Runs a reproduction and measures what it costs. */
    public static Verdict of(
            Reproduction reproduction, Budget budget, List<Long> seeds, Meter meter, Consumer<String> progress) {
        Experiment experiment = new Experiment(budget, seeds, progress);
        try (Window window = meter.open()) {
            reproduction.run(experiment);
            Map<String, Measured> measured = new LinkedHashMap<>();
            experiment.quantities().forEach(quantity -> measured.put(quantity, experiment.measured(quantity)));
            return new Verdict(
                    reproduction.paper(),
                    budget,
                    seeds,
                    experiment.claims(),
                    measured,
                    experiment.curves(),
                    experiment.notes(),
                    window.stop());
        }
    }

    /** Whether all claims hold, one does not, or no more can be said; a smoke run decides nothing. */
    public Outcome outcome() {
        if (budget == Budget.SMOKE || claims.isEmpty()) {
            return Outcome.INCONCLUSIVE;
        }
        if (claims.stream().anyMatch(claim -> claim.outcome() == Outcome.DOES_NOT_HOLD)) {
            return Outcome.DOES_NOT_HOLD;
        }
        return claims.stream().allMatch(claim -> claim.outcome() == Outcome.HOLDS)
                ? Outcome.HOLDS
                : Outcome.INCONCLUSIVE;
    }
}
