package joulebook.magics.ledger;

import com.google.common.hash.Hashing;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellResult;
import joulebook.ml.energy.Reading;

/**
 * What running a cell once cost.
 *
 * @param index counted from 1 in the order in which the cells of the session ran
 * @param cell the number that {@code In [n]} shows; a cell that is not counted has that of the one before
 * @param id what the notebook calls the cell, however often it runs; empty if the front end does not say
 * @param started when it began
 * @param digest of its text: 16 hexadecimal digits of the SHA-256
 * @param code its first line that is not empty, cut to {@value #CODE_LENGTH} characters
 * @param outcome how it ended
 * @param reading what it cost
 */
public record CellCost(
        int index, int cell, String id, Instant started, String digest, String code, Outcome outcome, Reading reading)
        implements Row {
    static final String TYPE = "cell";
    private static final int CODE_LENGTH = 80;
    private static final int DIGEST_LENGTH = 16;

    /** The cost of a run of a cell. */
    public static CellCost of(int index, Cell cell, Instant started, CellResult.Status status, Reading reading) {
        String digest = Hashing.sha256()
                .hashString(cell.code(), StandardCharsets.UTF_8)
                .toString()
                .substring(0, DIGEST_LENGTH);
        return new CellCost(
                index, cell.number(), cell.id(), started, digest, firstLine(cell.code()), Outcome.of(status), reading);
    }

    /** What names the cell in the notebook: its id, or else its text. */
    public String identity() {
        return id.isEmpty() ? digest : id;
    }

    @Override
    public JsonObject toJson() {
        JsonObject json = reading.toJson();
        json.addProperty("type", TYPE);
        json.addProperty("index", index);
        json.addProperty("cell", cell);
        json.addProperty("id", id);
        json.addProperty("started", started.toString());
        json.addProperty("digest", digest);
        json.addProperty("code", code);
        json.addProperty("outcome", outcome.label());
        return json;
    }

    static CellCost fromJson(JsonObject json) {
        return new CellCost(
                json.get("index").getAsInt(),
                json.get("cell").getAsInt(),
                json.get("id").getAsString(),
                Instant.parse(json.get("started").getAsString()),
                json.get("digest").getAsString(),
                json.get("code").getAsString(),
                Outcome.labelled(json.get("outcome").getAsString()),
                Reading.fromJson(json));
    }

    private static String firstLine(String code) {
        String line = code.lines()
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("")
                .strip();
        return line.length() > CODE_LENGTH ? line.substring(0, CODE_LENGTH - 1) + "…" : line;
    }
}
