package joulebook.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * One Jupyter message. The headers stay JSON objects, so that fields which this kernel does not know (a newer client's)
 * are echoed untouched in the parent header of the answer.
 *
 * @param identities the ZeroMQ routing frames (for iopub: one frame, the topic)
 * @param header this message's header
 * @param parent the header of the message that this one answers; empty if there is none
 * @param metadata free-form metadata
 * @param content the content, whose fields depend on {@link #type()}
 * @param buffers raw binary frames that follow the content
 */
public record Message(
        List<byte[]> identities,
        JsonObject header,
        JsonObject parent,
        JsonObject metadata,
        JsonObject content,
        List<byte[]> buffers) {

    /** The version of the Jupyter messaging protocol that this kernel speaks. */
    public static final String PROTOCOL_VERSION = "5.5";

    /** A new message without identities, metadata or buffers. */
    public static Message of(String type, String session, JsonObject parent, JsonObject content) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", UUID.randomUUID().toString());
        header.addProperty("session", session);
        header.addProperty("username", "kernel");
        header.addProperty("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", PROTOCOL_VERSION);
        return new Message(List.of(), header, parent, new JsonObject(), content, List.of());
    }

    public Message withIdentities(List<byte[]> identities) {
        return new Message(identities, header, parent, metadata, content, buffers);
    }

    public Message withMetadata(JsonObject metadata) {
        return new Message(identities, header, parent, metadata, content, buffers);
    }

    public Message withBuffers(List<byte[]> buffers) {
        return new Message(identities, header, parent, metadata, content, buffers);
    }

    /** The message type, such as {@code execute_request}; empty if the header has none. */
    public String type() {
        return text(header, "msg_type");
    }

    /** The id of the subshell that is to answer; empty for the main shell. */
    public String subshell() {
        return text(header, "subshell_id");
    }

    /** The id of the message that this one answers; empty if there is none. */
    public String parentId() {
        return text(parent, "msg_id");
    }

    /** A text field of the content, or {@code fallback} where it is missing or null. */
    public String text(String field, String fallback) {
        JsonElement value = content.get(field);
        return value == null || !value.isJsonPrimitive() ? fallback : value.getAsString();
    }

    /** A boolean field of the content, or {@code fallback} where it is missing or null. */
    public boolean flag(String field, boolean fallback) {
        JsonElement value = content.get(field);
        return value == null || !value.isJsonPrimitive() ? fallback : value.getAsBoolean();
    }

    /** An integer field of the content, or {@code fallback} where it is missing, null or not a number. */
    public int number(String field, int fallback) {
        JsonElement value = content.get(field);
        boolean isNumber = value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isNumber();
        return isNumber ? value.getAsInt() : fallback;
    }

    /** An object field of the content; empty where it is missing or of another kind. */
    public JsonObject object(String field) {
        JsonElement value = content.get(field);
        return value == null || !value.isJsonObject() ? new JsonObject() : value.getAsJsonObject();
    }

    private static String text(JsonObject object, String field) {
        JsonElement value = object.get(field);
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }
}
