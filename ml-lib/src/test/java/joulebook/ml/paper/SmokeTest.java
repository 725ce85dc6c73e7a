package joulebook.ml.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import joulebook.ml.energy.Meter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every reproduction runs, in seconds, and comes to the same numbers with the same seed. */
class SmokeTest {

    @TestFactory
    List<DynamicTest> everyReproductionMeasuresTheSameAgain() {
        return Catalogue.built().stream()
                .map(paper -> DynamicTest.dynamicTest(
                        paper.id(),
                        () -> measuresTheSameAgain(Catalogue.reproduction(paper).orElseThrow())))
                .toList();
    }

    private static void measuresTheSameAgain(Reproduction reproduction) {
        Verdict verdict = smoke(reproduction);
        assertThat(verdict.claims()).isNotEmpty();
        assertThat(verdict.measured())
                .isNotEmpty()
                .isEqualTo(smoke(reproduction).measured());
    }

    private static Verdict smoke(Reproduction reproduction) {
        return Verdict.of(reproduction, Budget.SMOKE, List.of(0L), Meter.none(), progress -> {});
    }
}
