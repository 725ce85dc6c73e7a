package joulebook.install.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is compared: Joulebook, JShell alone in the same JVM, and ipykernel. Each start makes a new process.
 *
 * @param joulebook the kernel, its main class last
 * @param ipykernel where it is installed
 */
public record Sides(Launch joulebook, Optional<Launch> ipykernel) {
    /** The subjects that are processes here. */
    List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>(List.of(Subject.JOULEBOOK, Subject.FLOOR));
        ipykernel.ifPresent(launch -> subjects.add(Subject.IPYKERNEL));
        return subjects;
    }

    Side start(Subject subject) {
        return subject == Subject.FLOOR ? new RawSide(joulebook.withMain(RawShell.class)) : startKernel(subject);
    }

    /** Starts each side, measures and ends it, before the next one starts. */
    List<Sample> each(Function<Side, List<Sample>> measure) {
        List<Sample> samples = new ArrayList<>();
        for (Subject subject : subjects()) {
            try (Side side = start(subject)) {
                settle(side);
                samples.addAll(measure.apply(side));
            }
        }
        return samples;
    }

    /** As {@link #each}, without the floor: for what takes a kernel. */
    List<Sample> eachKernel(Function<KernelSide, List<Sample>> measure) {
        List<Sample> samples = new ArrayList<>();
        for (Subject subject : subjects()) {
            if (subject != Subject.FLOOR) {
                try (KernelSide side = startKernel(subject)) {
                    settle(side);
                    samples.addAll(measure.apply(side));
                }
            }
        }
        return samples;
    }

    /** Waits for the meter, which our kernel makes ready in the background after its start. */
    static void settle(Side side) {
        side.evaluate(side.subject() == Subject.JOULEBOOK ? "joulebook.ml.energy.Meter.forThisMachine();" : "1+1");
    }

    private KernelSide startKernel(Subject subject) {
        return subject == Subject.JOULEBOOK
                ? new KernelSide(subject, Language.JAVA, joulebook)
                : new KernelSide(subject, Language.PYTHON, ipykernel.orElseThrow());
    }
}
