package joulebook.ml.trial;

import com.google.gson.JsonObject;
import joulebook.ml.InputException;
import joulebook.ml.train.RunSummary;

/** What a child process tells of a trial, as JSON; the parent knows the trial itself. */
final class Answer {
    private static final String RUN = "run";
    private static final String EXAMPLES = "examples";
    private static final String FAILED = "failed";

    private Answer() {}

    static JsonObject of(TrialResult.Done done) {
        JsonObject answer = new JsonObject();
        answer.add(RUN, done.run().toJson());
        answer.addProperty(EXAMPLES, done.examples());
        return answer;
    }

    static JsonObject of(Throwable failure) {
        JsonObject answer = new JsonObject();
        answer.addProperty(FAILED, failure instanceof InputException ? failure.getMessage() : failure.toString());
        return answer;
    }

    static TrialResult read(Trial trial, JsonObject answer) {
        if (answer.has(FAILED)) {
            return new TrialResult.Failed(trial, answer.get(FAILED).getAsString());
        }
        return new TrialResult.Done(
                trial,
                RunSummary.fromJson(answer.getAsJsonObject(RUN)),
                answer.get(EXAMPLES).getAsInt());
    }
}
