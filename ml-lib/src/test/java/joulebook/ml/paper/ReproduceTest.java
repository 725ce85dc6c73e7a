package joulebook.ml.paper;

import static org.assertj.core.api.Assertions.assertThat;

import joulebook.ml.energy.Meter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Runs one reproduction in full and prints its verdict: {@code mvn test -Dtest=ReproduceTest -Dreproduce=lamp}. */
@EnabledIfSystemProperty(named = "reproduce", matches = ".+")
class ReproduceTest {

    @Test
    void aReproductionInFull() {
        Reproduction reproduction = Catalogue.reproduction(Catalogue.paper(System.getProperty("reproduce")))
                .orElseThrow();
        Verdict verdict = Verdict.of(
                reproduction,
                Budget.FULL,
                Experiment.seeds(Integer.getInteger("seeds", 3)),
                Meter.none(),
                System.out::println);
        verdict.measured()
                .forEach((quantity, measured) -> System.out.printf(
                        "%-70s %9.4g +- %.2g %s%n",
                        quantity, measured.mean(), measured.standardDeviation(), measured.values()));
        verdict.claims()
                .forEach(claim -> System.out.printf(
                        "%s: %s (%.4g; %s)%n",
                        claim.outcome(), claim.statement(), claim.measured().mean(), claim.criterion()));
        verdict.notes().forEach(System.out::println);
        System.out.println(verdict.outcome() + ", " + verdict.reading());
        assertThat(verdict.claims()).isNotEmpty();
    }
}
