package joulebook.ml.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.Locale;
import joulebook.ml.energy.Meter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reproduces a paper and prints its verdict: {@code mvn test -Dtest=ReproduceTest -Dreproduce=sam -Dseeds=5}. */
@EnabledIfSystemProperty(named = "reproduce", matches = ".+")
class ReproduceTest {

    @Test
    void prints() {
        Paper paper = Catalogue.paper(System.getProperty("reproduce"));
        Verdict verdict = Verdict.of(
                Catalogue.reproduction(paper).orElseThrow(),
                Budget.valueOf(System.getProperty("budget", "FULL")),
                Experiment.seeds(Integer.getInteger("seeds", 3)),
                Meter.forThisMachine(),
                progress -> {});
        PrintStream out = System.out;
        out.println(paper.id() + ": " + verdict.outcome() + ", " + verdict.reading());
        verdict.measured().forEach((quantity, measured) -> out.println("  " + quantity + ": " + table(measured)));
        verdict.claims()
                .forEach(claim -> out.println("  " + claim.outcome() + ": " + claim.statement() + " ("
                        + claim.criterion() + "): " + table(claim.measured())));
        verdict.notes().forEach(note -> out.println("  note: " + note));
        assertThat(verdict.measured()).isNotEmpty();
    }

    private static String table(Measured measured) {
        return String.format(
                Locale.ROOT, "%.4g +- %.2g %s", measured.mean(), measured.standardDeviation(), measured.values());
    }
}
