package joulebook.ml.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        assertThat(repeatable(verdict)).isNotEmpty().isEqualTo(repeatable(smoke(reproduction)));
    }

    /** What a seed decides; what a training cost is never the same. */
    private static Map<String, Measured> repeatable(Verdict verdict) {
        Map<String, Measured> measured = new LinkedHashMap<>(verdict.measured());
        measured.keySet().removeIf(quantity -> quantity.matches(".*(seconds|joules).*"));
        return measured;
    }

    private static Verdict smoke(Reproduction reproduction) {
        return Verdict.of(reproduction, Budget.SMOKE, List.of(0L), Meter.none(), progress -> {});
    }
}
