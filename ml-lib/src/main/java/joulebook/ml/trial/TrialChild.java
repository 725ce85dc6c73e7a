package joulebook.ml.trial;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import joulebook.ml.energy.Meter;
import joulebook.ml.train.TrainingOptions;

/**
 * The program of a child process: a line of standard input is a trial as JSON, a line of standard output what became of
 * it. It ends at once when its input does, as it does when the parent dies.
 */
final class TrialChild {
    private TrialChild() {}

    public static void main(String[] arguments) throws InterruptedException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what libraries print is no answer
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(lines), "trials");
        reader.setDaemon(true);
        reader.start();
        TrialBench bench = new TrialBench(Meter.forThisMachine());
        warmUp();
        while (true) {
            answers.println(answer(bench, lines.take()));
        }
    }

    private static void read(BlockingQueue<String> lines) {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            in.lines().forEach(lines::add);
        } catch (IOException | RuntimeException e) {
            // ends as when there is no more
        }
        Runtime.getRuntime().halt(0);
    }

    /** Some hundred steps, in which classes are loaded and compiled: their cost is none of the first trial's. */
    private static void warmUp() {
        TrainingOptions steps = TrainingOptions.defaults().withBatchSize(1).withEpochs(5);
        new Trial("mlp:hidden=4", new TrialData("iris", 0, 0), steps).run(Meter.none());
    }

    private static JsonObject answer(TrialBench bench, String line) {
        try {
            return Answer.of(
                    bench.run(Trial.fromJson(JsonParser.parseString(line).getAsJsonObject())));
        } catch (RuntimeException | Error e) { // such as an OutOfMemoryError: the next trial may be smaller
            return Answer.of(e);
        }
    }
}
