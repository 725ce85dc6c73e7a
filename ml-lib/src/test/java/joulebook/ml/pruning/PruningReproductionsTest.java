package joulebook.ml.pruning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import joulebook.ml.energy.Meter;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PruningReproductionsTest {

    static Stream<String> ids() {
        return Catalogue.built().stream()
                .filter(paper -> paper.topic().equals("pruning"))
                .map(paper -> paper.id());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aSmallRunMeasuresAllThatIsClaimed(String id) {
        Verdict verdict = Verdict.of(
                Catalogue.reproduction(Catalogue.paper(id)).orElseThrow(),
                Budget.SMOKE,
                List.of(0L),
                Meter.none(),
                progress -> {});
        assertThat(verdict.claims()).isNotEmpty();
        assertThat(verdict.notes()).isNotEmpty();
        assertThat(verdict.measured())
                .allSatisfy((quantity, measured) ->
                        assertThat(measured.mean()).as(quantity).isFinite());
    }
}
