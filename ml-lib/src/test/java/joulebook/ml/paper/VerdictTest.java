package joulebook.ml.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import joulebook.ml.InputException;
import joulebook.ml.energy.Meter;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Claim.Outcome;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static Outcome outcome(Criterion criterion, double... values) {
        return new Claim("a claim", "a figure", Measured.of(values), criterion).outcome();
    }

    @Test
    void aMeanIsJudgedAgainstItsBound() {
        assertThat(outcome(Criterion.meanAtLeast(5), 6, 7, 8)).isEqualTo(Outcome.HOLDS);
        assertThat(outcome(Criterion.meanAtLeast(5), 1, 2, 3)).isEqualTo(Outcome.DOES_NOT_HOLD);
        assertThat(outcome(Criterion.meanAtMost(5), 1, 2, 3)).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void aMeanNearerToTheBoundThanItsErrorIsInconclusive() {
        assertThat(outcome(Criterion.meanAtLeast(5), 0, 5, 11)).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void eachSeedCountsWhereTheClaimSaysSo() {
        assertThat(outcome(Criterion.eachAtLeast(5), 9, 9, 4)).isEqualTo(Outcome.DOES_NOT_HOLD);
        assertThat(outcome(Criterion.eachAtMost(5), 1, 5, 4)).isEqualTo(Outcome.HOLDS);
    }

    @Test
    void nothingHoldsByNaN() {
        assertThat(outcome(Criterion.meanAtLeast(5), 9, 9, Double.NaN)).isEqualTo(Outcome.DOES_NOT_HOLD);
        assertThat(outcome(Criterion.eachAtMost(5), 1, 1, Double.NaN)).isEqualTo(Outcome.DOES_NOT_HOLD);
    }

    @Test
    void fewerThanThreeSeedsDecideNothing() {
        assertThat(outcome(Criterion.meanAtLeast(5), 6, 7)).isEqualTo(Outcome.INCONCLUSIVE);
    }

    /** Claims that a quantity is positive. */
    private record Quantity(double value) implements Reproduction {
        @Override
        public String id() {
            return "lamp";
        }

        @Override
        public String usage() {
            return "";
        }

        @Override
        public void run(Experiment experiment) {
            for (long seed : experiment.seeds()) {
                experiment.progress("seed " + seed);
                experiment.measure("quantity", seed, value + seed * 0.01);
            }
            experiment.claim("it is positive", "1", experiment.measured("quantity"), Criterion.meanAtLeast(0));
        }
    }

    @Test
    void aVerdictHoldsWhatWasMeasuredAndClaimed() {
        Verdict verdict = Verdict.of(new Quantity(1), Budget.FULL, Experiment.seeds(3), Meter.none(), progress -> {});

        assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(verdict.paper().number()).isEqualTo(96);
        assertThat(verdict.measured().get("quantity").values()).containsExactly(1.0, 1.01, 1.02);
        assertThat(verdict.reading().seconds()).isPositive();
    }

    @Test
    void oneClaimThatDoesNotHoldDecides() {
        assertThat(Verdict.of(new Quantity(-1), Budget.FULL, Experiment.seeds(3), Meter.none(), progress -> {})
                        .outcome())
                .isEqualTo(Outcome.DOES_NOT_HOLD);
    }

    @Test
    void aSmokeRunDecidesNothing() {
        assertThat(Verdict.of(new Quantity(1), Budget.SMOKE, Experiment.seeds(3), Meter.none(), progress -> {})
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void anInterruptEndsAReproduction() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() ->
                        Verdict.of(new Quantity(1), Budget.FULL, Experiment.seeds(3), Meter.none(), progress -> {}))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("seed 0");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void allPapersHaveACard() {
        List<Paper> papers = Catalogue.papers();
        assertThat(papers).hasSize(119).extracting(Paper::id).doesNotHaveDuplicates();
        assertThat(papers).allSatisfy(paper -> {
            assertThat(paper.number()).isEqualTo(papers.indexOf(paper) + 1);
            assertThat(paper.title()).isNotBlank();
            assertThat(paper.authors()).isNotBlank();
            assertThat(paper.summary()).endsWith(".");
            assertThat(paper.year()).isBetween(1980, 2030);
        });
        assertThat(Catalogue.search(List.of("lamp", "2021")))
                .extracting(Paper::id)
                .contains("lamp");
        assertThat(Catalogue.paper("96").id()).isEqualTo("lamp");
        assertThatThrownBy(() -> Catalogue.paper("lampe"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("%papers");
    }

    @Test
    void everyReproductionHasACard() {
        assertThat(Catalogue.built())
                .allSatisfy(paper -> assertThat(
                                Catalogue.reproduction(paper).orElseThrow().usage())
                        .isNotBlank());
    }
}
