package joulebook.ml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joulebook.ml.method.Methods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics beside scikit-learn's, on random cases: few and many classes, ties, classes that are missing. */
class SklearnTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final int CASES = 1_000;

    @TempDir
    Path folder;

    private List<JsonObject> sklearn(List<?> cases) throws Exception {
        assumeTrue(runs("-c", "import sklearn"), "scikit-learn is not installed in " + PYTHON);
        Path input = Files.writeString(
                folder.resolve("cases"), cases.stream().map(new Gson()::toJson).collect(Collectors.joining("\n")));
        Path output = folder.resolve("answers");
        Path script =
                Path.of(SklearnTest.class.getResource("sklearn_metrics.py").toURI());
        int status = new ProcessBuilder(PYTHON, script.toString())
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        assertThat(status).isZero();
        return Files.readAllLines(output).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private static boolean runs(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noPython) {
            return false;
        }
    }

    private static ClassPredictions randomClasses(Random random) {
        int k = 2 + random.nextInt(6);
        int n = 3 + random.nextInt(60);
        boolean coarse = random.nextBoolean(); // ties
        double[][] logits = IntStream.range(0, n)
                .mapToObj(i -> IntStream.range(0, k)
                        .mapToDouble(c -> coarse ? random.nextInt(4) + 1e-6 * c : 3 * random.nextGaussian())
                        .toArray())
                .toArray(double[][]::new);
        int occurring = 1 + random.nextInt(k);
        int[] labels = random.ints(n, 0, occurring).toArray();
        return ClassPredictions.ofLogits(
                logits,
                labels,
                IntStream.range(0, k).mapToObj(Integer::toString).toList());
    }

    @Test
    void classMetricsAreThoseOfSklearn() throws Exception {
        Random random = new Random(1);
        List<ClassPredictions> cases =
                IntStream.range(0, CASES).mapToObj(i -> randomClasses(random)).toList();
        List<JsonObject> answers = sklearn(cases.stream()
                .map(one -> Map.of("probabilities", one.probabilities(), "labels", one.labels()))
                .toList());
        int compared = 0;
        for (int i = 0; i < CASES; i++) {
            for (Map.Entry<String, JsonElement> answer : answers.get(i).entrySet()) {
                double ours = Methods.make(ClassMetric.class, answer.getKey()).of(cases.get(i));
                same(ours, answer.getValue(), "case " + i + ": " + answer.getKey());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10 * CASES);
    }

    @Test
    void valueMetricsAreThoseOfSklearn() throws Exception {
        Random random = new Random(2);
        List<ValuePredictions> cases = IntStream.range(0, CASES)
                .mapToObj(i -> {
                    int n = 2 + random.nextInt(50);
                    double[] targets = random.doubles(n, -5, 5).toArray();
                    double[] predicted = Arrays.stream(targets)
                            .map(t -> t + random.nextGaussian())
                            .toArray();
                    return new ValuePredictions(predicted, targets);
                })
                .toList();
        List<JsonObject> answers = sklearn(cases);
        for (int i = 0; i < CASES; i++) {
            for (Map.Entry<String, JsonElement> answer : answers.get(i).entrySet()) {
                double ours = Methods.make(ValueMetric.class, answer.getKey()).of(cases.get(i));
                same(ours, answer.getValue(), "case " + i + ": " + answer.getKey());
            }
        }
    }

    private static void same(double ours, JsonElement theirs, String what) {
        if (theirs.isJsonNull()) {
            assertThat(ours).as(what).isNaN();
        } else {
            double number = theirs.getAsDouble();
            assertThat(ours).as(what).isCloseTo(number, within(1e-9 * Math.max(1, Math.abs(number))));
        }
    }
}
