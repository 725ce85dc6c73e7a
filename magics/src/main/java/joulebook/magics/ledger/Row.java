package joulebook.magics.ledger;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Optional;

/** A line of a ledger. */
public sealed interface Row permits CellCost, RunCost {
    /** The cell of this session that it is or belongs to, counted from 1 in the order in which cells ran. */
    int index();

    /** The row as JSON: its components, with those of its reading beside them. */
    JsonObject toJson();

    /** The row that a line of a file holds; empty if it holds none, such as one that a killed kernel began to write. */
    static Optional<Row> parse(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            return switch (json.get("type").getAsString()) {
                case CellCost.TYPE -> Optional.of(CellCost.fromJson(json));
                case RunCost.TYPE -> Optional.of(RunCost.fromJson(json));
                default -> Optional.empty(); // of a later version
            };
        } catch (RuntimeException notARow) {
            return Optional.empty();
        }
    }
}
