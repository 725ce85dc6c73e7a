package joulebook.ml.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import joulebook.ml.InputException;
import joulebook.ml.energy.Meter;
import joulebook.ml.train.NamedAlgorithm;
import joulebook.ml.train.TrainingOptions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TrialRunnerTest {
    private static final TrialData DIGITS = new TrialData("digits", 300, 100);
    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults().withEpochs(2).withBatchSize(50);
    /** Needs minutes: a test that waits for its end does not pass. */
    private static final Trial LONG =
            new Trial("mlp:hidden=512", new TrialData("digits", 0, 0), OPTIONS.withEpochs(100_000));

    @Test
    void trialTravelsAsJson() {
        Trial trial = new Trial(
                "cnn:channels=4-8",
                new TrialData("mnist", 0, 500),
                new NamedAlgorithm("bp", "label-smoothing", "sam:rho=0.1", List.of("adagc"), List.of("early-stopping")),
                OPTIONS.withSeed(7).withSchedule("cosine:warmup=5"));
        String text = trial.toJson().toString();
        assertThat(Trial.fromJson(JsonParser.parseString(text).getAsJsonObject()))
                .isEqualTo(trial);
        assertThat(text).doesNotContain("\n");
    }

    @Test
    void whatIsNoTrialIsRefused() {
        for (String text : List.of("{}", "{\"model\":\"mlp\"}", "{\"model\":[]}")) {
            assertThatThrownBy(() -> Trial.fromJson(JsonParser.parseString(text).getAsJsonObject()))
                    .isInstanceOf(InputException.class);
        }
    }

    @Test
    void childGivesTheNumbersOfThisProcess() throws InterruptedException {
        Trial trial = new Trial("mlp:hidden=16", DIGITS, OPTIONS.withSeed(3));
        TrialResult.Done here = trial.run(Meter.none());
        TrialResult.Done child = (TrialResult.Done)
                new TrialRunner(1).run(List.of(trial), told -> {}).get(0);
        assertThat(child.run().metrics()).isEqualTo(here.run().metrics());
        assertThat(losses(child)).isEqualTo(losses(here)).hasSize(2);
        assertThat(child.trial()).isEqualTo(trial);
        assertThat(child.samples()).isEqualTo(600);
        assertThat(child.parameters()).isEqualTo(65 * 16 + 17 * 10);
        assertThat(child.flops()).isEqualTo(6.0 * 600 * (65 * 16 + 17 * 10));
    }

    @Test
    void numbersHangOnTheSeedAndNotOnHowManyRunAtOnce() throws InterruptedException {
        List<Trial> trials = LongStream.range(0, 3)
                .mapToObj(seed -> new Trial("mlp:hidden=64", DIGITS, OPTIONS.withSeed(seed)))
                .toList();
        List<TrialResult> told = new ArrayList<>();
        List<TrialResult> two = new TrialRunner(2, 1).run(trials, told::add);
        List<TrialResult> one = new TrialRunner(1, 1).run(trials, result -> {});
        assertThat(told).containsExactlyInAnyOrderElementsOf(two);
        assertThat(two).extracting(TrialResult::trial).isEqualTo(trials);
        assertThat(two)
                .extracting(result -> losses((TrialResult.Done) result))
                .isEqualTo(one.stream()
                        .map(result -> losses((TrialResult.Done) result))
                        .toList())
                .doesNotHaveDuplicates();
    }

    private static List<Double> losses(TrialResult.Done done) {
        return done.run().history().stream()
                .map((Map<String, Double> epoch) -> epoch.get("test_loss"))
                .toList();
    }

    @Test
    void trialThatDiesIsAResultThatSaysSo() throws InterruptedException {
        List<Trial> trials =
                List.of(LONG, new Trial("mlp:hidden=4", DIGITS, OPTIONS), new Trial("mlp:hidden=8", DIGITS, OPTIONS));
        List<TrialResult> results = new TrialRunner(2).run(trials, result -> {
            if (result.trial().equals(trials.get(2))) {
                children().forEach(ProcessHandle::destroyForcibly);
            }
        });
        assertThat(results.get(0)).isInstanceOfSatisfying(TrialResult.Failed.class, failed -> {
            assertThat(failed.trial()).isEqualTo(LONG);
            assertThat(failed.reason()).contains("exit code");
        });
        assertThat(results.subList(1, 3)).allMatch(result -> result instanceof TrialResult.Done);
    }

    @Test
    void interruptLeavesNoChild() {
        Thread caller = Thread.currentThread();
        Trial quick = new Trial("mlp:hidden=4", DIGITS, OPTIONS);
        assertThatThrownBy(() -> new TrialRunner(1).run(List.of(quick, LONG), result -> caller.interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(children()).isEmpty();
    }

    /** A program with a child that trains for long; it prints the child's number. */
    static final class Parent {
        public static void main(String[] arguments) throws InterruptedException {
            Trial quick = new Trial("mlp:hidden=4", DIGITS, OPTIONS);
            new TrialRunner(1)
                    .run(
                            List.of(quick, LONG),
                            result -> System.out.println(children().get(0).pid()));
        }
    }

    @Test
    void childEndsWhenItsParentIsKilled() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), Parent.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process parent = builder.redirectError(Redirect.DISCARD).start();
        ProcessHandle child = ProcessHandle.of(
                        Long.parseLong(parent.inputReader().readLine()))
                .orElseThrow();
        parent.destroyForcibly();
        child.onExit().get(1, TimeUnit.MINUTES);
        assertThat(child.isAlive()).isFalse();
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(TrialChild.class.getName()))
                .toList();
    }

    @Test
    void badTrialIsRefusedBeforeAnyChildStarts() {
        assertRefused(() -> new Trial("mpl", DIGITS, OPTIONS), "There is no model \"mpl\"");
        assertRefused(() -> new Trial("mlp:hidden=8-0", DIGITS, OPTIONS), "setting hidden");
        assertRefused(() -> new Trial("mlp:width=8", DIGITS, OPTIONS), "no setting \"width\"");
        assertRefused(() -> new TrialData("emnist", 0, 0), "There are no data \"emnist\"");
        assertRefused(() -> new TrialData("mnist", -1, 0), "-1 examples");
        assertRefused(() -> new Trial("mlp", DIGITS, OPTIONS.withWarmStart(true)), "warm start");
        assertRefused(() -> new NamedAlgorithm("mf", "", "sam", List.of(), List.of()), "for backpropagation");
        assertRefused(() -> new TrialRunner(0), "0 at once with");
        assertRunRefused(new Trial("cnn", new TrialData("iris", 0, 0), OPTIONS), "CNN");
        assertRunRefused(new Trial("mlp", new TrialData("iris", 1000, 0), OPTIONS), "1000 examples of iris");
        assertRunRefused(new Trial("char-mlp", DIGITS, OPTIONS), "windows of characters");
    }

    private static void assertRefused(ThrowingCallable call, String what) {
        assertThatThrownBy(call).isInstanceOf(InputException.class).hasMessageContaining(what);
    }

    private static void assertRunRefused(Trial trial, String what) {
        List<TrialResult> told = new ArrayList<>();
        assertRefused(() -> new TrialRunner(1).run(List.of(trial), told::add), what);
        assertThat(told).isEmpty();
    }
}
