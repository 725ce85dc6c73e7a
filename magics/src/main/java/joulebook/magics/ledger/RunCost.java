package joulebook.magics.ledger;

import com.google.gson.JsonObject;
import joulebook.ml.train.RunSummary;

/**
 * What a training inside a cell reached and cost.
 *
 * @param index of the cell
 * @param name the variable that was to hold the run
 * @param run the training
 */
public record RunCost(int index, String name, RunSummary run) implements Row {
    static final String TYPE = "run";

    @Override
    public JsonObject toJson() {
        JsonObject json = run.toJson();
        json.addProperty("type", TYPE);
        json.addProperty("index", index);
        json.addProperty("name", name);
        return json;
    }

    static RunCost fromJson(JsonObject json) {
        return new RunCost(json.get("index").getAsInt(), json.get("name").getAsString(), RunSummary.fromJson(json));
    }
}
