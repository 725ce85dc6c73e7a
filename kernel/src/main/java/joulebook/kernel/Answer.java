package joulebook.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import joulebook.kernel.protocol.Content;

/**
 * What is replied to a request.
 *
 * @param abortsWaiting whether the execute requests that wait behind this one are not to be carried out
 */
record Answer(JsonObject content, JsonObject metadata, boolean abortsWaiting) {
    static Answer of(Content content) {
        return new Answer(content.json(), new JsonObject(), false);
    }

    /** The answer to a request that cannot be carried out, with a sentence that says why. */
    static Answer refused(String sentence) {
        return of(Content.error("NotSupported", sentence, List.of(sentence)));
    }
}
