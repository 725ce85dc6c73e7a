package joulebook.ml.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import joulebook.ml.energy.Meter;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.paper.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reproductions of this package run and measure numbers. */
class ScalingReproductionsTest {

    private static Verdict smoke(String id) {
        Reproduction reproduction = Catalogue.reproduction(Catalogue.paper(id)).orElseThrow();
        return Verdict.of(reproduction, Budget.SMOKE, List.of(3L), Meter.none(), progress -> {});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss-to-loss",
                "overtrained-scaling",
                "scaling-trajectory",
                "mixture-scaling",
                "infinite-compute"
            })
    void runs(String id) {
        Verdict verdict = smoke(id);
        assertThat(verdict.claims()).isNotEmpty();
        assertThat(verdict.measured())
                .isNotEmpty()
                .allSatisfy((quantity, measured) ->
                        assertThat(measured.values()).as(quantity).allMatch(Double::isFinite));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overtrained-scaling", "scaling-trajectory"})
    void repeatsItself(String id) {
        assertThat(smoke(id).measured()).isEqualTo(smoke(id).measured());
    }
}
