package joulebook.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dflib.jjava.jupyter.messages.HMACGenerator;

/**
 * Turns messages into ZeroMQ frames and back, and checks them:
 * {@code identities..., <IDS|MSG>, signature, header, parent_header, metadata, content, buffers...}.
 *
 * <p>Safe for use by many threads. The sockets that receive share one codec, so that what came on one of them is refused
 * on another.
 */
public final class MessageCodec {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNED_FRAMES = 4;
    private static final int REMEMBERED_SIGNATURES = 1 << 16;
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final HMACGenerator hmac;
    private final boolean signed;
    private final Set<String> seen = new HashSet<>();

    /** @param hmac signs the frames; {@link HMACGenerator#NO_AUTH_INSTANCE} if the connection has no key */
    public MessageCodec(HMACGenerator hmac) {
        this.hmac = hmac;
        this.signed = hmac != HMACGenerator.NO_AUTH_INSTANCE;
    }

    /** The frames of a message, ready to be sent. */
    public List<byte[]> encode(Message message) {
        byte[] header = json(message.header());
        byte[] parent = json(message.parent());
        byte[] metadata = json(message.metadata());
        byte[] content = json(message.content());
        List<byte[]> frames = new ArrayList<>(message.identities());
        frames.add(DELIMITER);
        frames.add(hmac.calculateSignature(header, parent, metadata, content).getBytes(StandardCharsets.US_ASCII));
        frames.addAll(List.of(header, parent, metadata, content));
        frames.addAll(message.buffers());
        return frames;
    }

    /**
     * The message in the frames.
     *
     * @throws MalformedMessageException if frames are missing, the signature is wrong or was seen before, or a part is
     *     not a JSON object
     */
    public Message decode(List<byte[]> frames) throws MalformedMessageException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        int first = delimiter + 2;
        if (frames.size() < first + SIGNED_FRAMES) {
            throw new MalformedMessageException("it has " + frames.size() + " frames and lacks some");
        }
        byte[][] parts = frames.subList(first, first + SIGNED_FRAMES).toArray(new byte[0][]);
        if (signed) {
            check(frames.get(delimiter + 1), hmac.calculateSignature(parts));
        }
        Message message = new Message(
                List.copyOf(frames.subList(0, delimiter)),
                object(parts[0], "header"),
                object(parts[1], "parent_header"),
                object(parts[2], "metadata"),
                object(parts[3], "content"),
                List.copyOf(frames.subList(first + SIGNED_FRAMES, frames.size())));
        if (message.type().isEmpty()) {
            throw new MalformedMessageException("its header has no msg_type");
        }
        return message;
    }

    private void check(byte[] received, String expected) throws MalformedMessageException {
        if (!MessageDigest.isEqual(received, expected.getBytes(StandardCharsets.US_ASCII))) {
            throw new MalformedMessageException("its signature is wrong");
        }
        if (!isNew(expected)) {
            throw new MalformedMessageException("it was received before");
        }
    }

    private synchronized boolean isNew(String signature) {
        if (seen.size() >= REMEMBERED_SIGNATURES) {
            seen.clear();
        }
        return seen.add(signature);
    }

    private static byte[] json(JsonObject object) {
        StringWriter text = new StringWriter();
        GSON.toJson(object, new FiniteWriter(text));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject object(byte[] frame, String part) throws MalformedMessageException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(frame))
                    .toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedMessageException("its " + part + " is not a JSON object");
            }
            return element.getAsJsonObject();
        } catch (JsonParseException | IOException e) { // an IOException where the bytes are not UTF-8 or text follows
            throw new MalformedMessageException("its " + part + " is not valid JSON");
        }
    }

    /** JSON has no NaN and no infinity, and a browser refuses a message with one: they become null. */
    private static final class FiniteWriter extends JsonWriter {
        FiniteWriter(Writer out) {
            super(out);
        }

        @Override
        public JsonWriter value(Number value) throws IOException {
            return Double.isFinite(value.doubleValue()) ? super.value(value) : nullValue();
        }
    }
}
