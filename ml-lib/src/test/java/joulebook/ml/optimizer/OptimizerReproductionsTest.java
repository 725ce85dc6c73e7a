package joulebook.ml.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import joulebook.ml.energy.Meter;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.paper.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerReproductionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"sam", "adagc", "grams"})
    void aSmokeRunMeasuresWhatIsClaimedAndTheSameAgain(String id) {
        Reproduction reproduction = Catalogue.reproduction(Catalogue.paper(id)).orElseThrow();
        Verdict verdict = smoke(reproduction);
        assertThat(verdict.claims()).isNotEmpty();
        assertThat(verdict.measured().values())
                .allSatisfy(measured -> assertThat(measured.values())
                        .allSatisfy(value -> assertThat(value).isFinite()));
        assertThat(smoke(reproduction).measured()).isEqualTo(verdict.measured());
    }

    private static Verdict smoke(Reproduction reproduction) {
        return Verdict.of(reproduction, Budget.SMOKE, List.of(0L), Meter.none(), progress -> {});
    }
}
