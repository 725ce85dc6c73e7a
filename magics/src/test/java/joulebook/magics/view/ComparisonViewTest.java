package joulebook.magics.view;

import static joulebook.magics.ledger.Examples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import joulebook.kernel.display.Output;
import joulebook.ml.train.Comparison;
import joulebook.ml.train.RunSummary;
import org.junit.jupiter.api.Test;

class ComparisonViewTest {
    private static ComparisonView view(List<RunSummary> bp, List<RunSummary> mf) {
        Map<String, List<RunSummary>> runs = new LinkedHashMap<>();
        runs.put("bp", bp);
        runs.put("mf", mf);
        return new ComparisonView(runs, List.of(new Comparison(bp, mf)), 0.8);
    }

    private static List<RunSummary> runs(String algorithm, double[] joules, double... accuracies) {
        return IntStream.range(0, joules.length)
                .mapToObj(seed -> run(algorithm, seed, joules[seed], accuracies[seed]))
                .toList();
    }

    private static String verdict(ComparisonView view) {
        return Output.json(view.verdict())
                .getAsJsonObject("data")
                .get("text/plain")
                .getAsString();
    }

    @Test
    void whatTheSeedsAgreeOnIsADifferenceAndTheRestIsNot() {
        ComparisonView view = view(
                runs("bp", new double[] {100, 110, 120}, 0.90, 0.91, 0.92),
                runs("mf", new double[] {61, 65, 72}, 0.91, 0.90, 0.925));
        assertThat(verdict(view))
                .contains("energy: less, between 0.5")
                .contains("accuracy: no significant difference (by -")
                .contains("time: no significant difference")
                .contains("The energy is estimated");
        assertThat(view.table().toString()).contains("energy to reach 80 % (J)").contains("110 [85, 135]");
        // half of the energy was spent when 80 % were reached, by both
        assertThat(view.ratios().toString()).contains("seed by seed").contains("0.600 [0.5");
    }

    @Test
    void oneSeedProvesNothing() {
        ComparisonView view = view(runs("bp", new double[] {100}, 0.9), runs("mf", new double[] {1}, 0.5));
        assertThat(verdict(view))
                .contains("energy: a ratio of 0.01; one seed says nothing of its spread")
                .doesNotContain("less")
                .doesNotContain("lower");
    }
}
