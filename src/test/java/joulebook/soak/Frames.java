package joulebook.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import joulebook.kernel.protocol.Connection;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.protocol.MessageCodec;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.zeromq.ZMQ;

/** Random messages that no client should send. */
final class Frames {
    private static final List<String> TYPES = List.of(
            "kernel_info_request",
            "execute_request",
            "complete_request",
            "inspect_request",
            "is_complete_request",
            "history_request",
            "comm_info_request",
            "connect_request",
            "list_subshell_request",
            "delete_subshell_request",
            "debug_request",
            "comm_open",
            "comm_msg",
            "comm_close",
            "input_reply",
            "nothing_request",
            "_request",
            "");
    private static final List<String> FIELDS = List.of(
            "code",
            "cursor_pos",
            "detail_level",
            "silent",
            "store_history",
            "user_expressions",
            "allow_stdin",
            "hist_access_type",
            "session",
            "start",
            "stop",
            "n",
            "pattern",
            "unique",
            "output",
            "raw",
            "target_name",
            "comm_id",
            "data",
            "subshell_id",
            "value");
    /** Harmless as code, and as anything else. */
    private static final List<String> TEXTS = List.of(
            "", "1", "((", "%", "%%", "%nope 3", "\"", "\u0000\ud83d", "int int = ;", "tail", "search", "range");

    private static final int MOST_BYTES = 300;

    private final MessageCodec codec;
    private final MessageCodec stranger;
    private final HMACGenerator hmac;
    private final Random random;

    Frames(Connection connection, Random random) {
        codec = connection.codec();
        stranger = new Connection("tcp", "", 0, 0, 0, 0, 0, "another key", "hmac-sha256").codec();
        try {
            hmac = new HMACGenerator("hmacsha256", connection.key());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        this.random = random;
    }

    /** Frames of random bytes. */
    List<byte[]> noise() {
        List<byte[]> frames = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            byte[] frame = new byte[random.nextInt(MOST_BYTES)];
            random.nextBytes(frame);
            frames.add(frame);
        }
        if (random.nextBoolean()) {
            frames.add(random.nextInt(frames.size() + 1), bytes("<IDS|MSG>"));
        }
        return frames;
    }

    /** A right message without its end, or with one of its frames cut. */
    List<byte[]> truncated() {
        List<byte[]> frames = new ArrayList<>(codec.encode(valid()));
        int at = random.nextInt(frames.size());
        if (random.nextBoolean()) {
            return frames.subList(0, at + 1 < frames.size() ? at + 1 : at);
        }
        byte[] whole = frames.get(at);
        frames.set(at, Arrays.copyOf(whole, random.nextInt(whole.length)));
        return frames;
    }

    /** A right message with another's signature, or with one that was changed. */
    List<byte[]> wronglySigned() {
        if (random.nextBoolean()) {
            return stranger.encode(valid());
        }
        List<byte[]> frames = codec.encode(valid());
        byte[] signature = frames.get(1);
        signature[random.nextInt(signature.length)] ^= 1;
        return frames;
    }

    /** A message whose parts are JSON, and signed, but not what its type asks for. */
    Message wronglyShaped() {
        JsonObject content = new JsonObject();
        for (int i = random.nextInt(8); i > 0; i--) {
            content.add(oneOf(FIELDS), value(3));
        }
        Message message = Message.of(oneOf(TYPES), "noise", new JsonObject(), content);
        for (String field : List.of("session", "date", "username", "version", "subshell_id")) {
            if (random.nextInt(6) == 0) {
                message.header().add(field, value(1));
            } else if (random.nextInt(6) == 0) {
                message.header().remove(field);
            }
        }
        return message;
    }

    /** Frames that are rightly signed, one of which is JSON of another kind, or no JSON. */
    List<byte[]> wrongPart() {
        List<byte[]> frames = new ArrayList<>(codec.encode(valid()));
        JsonElement other = value(0);
        frames.set(2 + random.nextInt(4), bytes(random.nextBoolean() ? other.toString() : "{" + other));
        frames.set(1, bytes(hmac.calculateSignature(frames.subList(2, 6).toArray(new byte[0][]))));
        return frames;
    }

    private Message valid() {
        return Message.of(
                "kernel_info_request", "noise", new JsonObject(), Content.of().json());
    }

    private JsonElement value(int depth) {
        switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0:
                return JsonNull.INSTANCE;
            case 1:
                return new JsonPrimitive(random.nextBoolean());
            case 2:
                return new JsonPrimitive(random.nextInt(21) - 10);
            case 3:
                return new JsonPrimitive(new BigDecimal("-1e400"));
            case 4:
                return new JsonPrimitive(2.5e12);
            case 5, 6:
                return new JsonPrimitive(oneOf(TEXTS));
            case 7:
                JsonArray array = new JsonArray();
                array.add(value(depth - 1));
                return array;
            default:
                JsonObject object = new JsonObject();
                object.add(oneOf(FIELDS), value(depth - 1));
                return object;
        }
    }

    private <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void send(ZMQ.Socket socket, List<byte[]> frames) {
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }
}
