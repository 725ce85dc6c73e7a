package joulebook.kernel;

import com.google.gson.JsonObject;
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
}
