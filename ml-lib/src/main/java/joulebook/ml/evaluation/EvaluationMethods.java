package joulebook.ml.evaluation;

import java.util.List;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;

/** The names of ways to rank. */
public final class EvaluationMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                Method.of(Ranker.class, "mean", "mean score", settings -> (scores, seed) -> scores.means()),
                Method.of(
                        Ranker.class,
                        "z-score",
                        "mean of scores standardised by benchmark",
                        settings -> (scores, seed) -> scores.meanZScores()),
                new Method<>(
                        Ranker.class,
                        "win-rate",
                        "share of comparisons with other models that are won (Borda)",
                        "margin=0",
                        settings -> {
                            double margin = settings.number("margin", 0);
                            return (scores, seed) ->
                                    PairwiseComparisons.winRates(PairwiseComparisons.all(scores, margin));
                        }),
                new Method<>(
                        Ranker.class,
                        "bradley-terry",
                        "log strengths that explain who wins against whom",
                        "margin=0",
                        settings -> {
                            double margin = settings.number("margin", 0);
                            return (scores, seed) -> BradleyTerry.fit(PairwiseComparisons.all(scores, margin))
                                    .logStrengths();
                        }),
                new Method<>(
                        Ranker.class,
                        "swiss",
                        "expected wins in Swiss tournaments over the benchmarks",
                        "tournaments=1000,eliminations=0",
                        settings -> {
                            int tournaments = settings.whole("tournaments", 1000);
                            int eliminations = settings.whole("eliminations", 0);
                            return (scores, seed) -> new SwissRound(scores, eliminations)
                                    .simulate(tournaments, seed)
                                    .mean();
                        }));
    }
}
