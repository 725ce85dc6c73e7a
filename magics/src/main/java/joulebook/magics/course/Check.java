package joulebook.magics.course;

import com.google.common.html.HtmlEscapers;
import java.util.Optional;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.session.EvaluationException;
import joulebook.magics.course.Exercise.Expectation;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %check}: looks at what a student has made. */
@Command(
        name = "check",
        description = "Check your solution of an exercise of the course: what passed, or what is missing.")
public final class Check implements Magic {
    @Parameters(
            paramLabel = "EXERCISE",
            description = "The number that stands above the exercise, such as 3.2; or 3 for all of chapter 3.")
    private String number;

    @Option(names = "--hint", description = "Say how to begin.")
    private boolean hint;

    @Override
    public Form form() {
        return Form.LINE;
    }

    @Override
    public Object run(MagicContext context) throws Exception {
        for (Exercise exercise : Course.exercises(number)) {
            context.display(hint ? line("?", exercise, "a hint", exercise.hint()) : judge(exercise, context));
        }
        return null;
    }

    private static DisplayData judge(Exercise exercise, MagicContext context) throws Exception {
        for (Expectation expectation : exercise.expectations()) {
            if (!holds(expectation, context)) {
                return line("○", exercise, "not yet", expectation.otherwise());
            }
        }
        return line("✓", exercise, "passed", exercise.passed());
    }

    private static boolean holds(Expectation expectation, MagicContext context) throws Exception {
        try {
            return context.evaluate(expectation.holds()).equals(Optional.of(true));
        } catch (EvaluationException e) {
            if (e.kind() == EvaluationException.Kind.INTERRUPTED) {
                throw e;
            }
            return false; // what it looks at is not there, or fails
        }
    }

    private static DisplayData line(String sign, Exercise exercise, String outcome, String sentence) {
        String start = sign + " Exercise " + exercise.number() + ", " + outcome + ":";
        DisplayData line = new DisplayData(start + " " + sentence);
        line.putHTML("<div><b>" + start + "</b> " + HtmlEscapers.htmlEscaper().escape(sentence) + "</div>");
        return line;
    }
}
