package joulebook.kernel.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final int SIGNATURE = 1;
    private static final int HEADER = 2;
    private static final int CONTENT = 5;

    private final Connection connection = new Connection("tcp", "127.0.0.1", 1, 2, 3, 4, 5, "secret", "hmac-sha256");
    private final MessageCodec codec = connection.codec();
    private final MessageCodec unsigned = new Connection("tcp", "127.0.0.1", 1, 2, 3, 4, 5, "", "").codec();

    private static Message request() {
        return Message.of(
                "execute_request", "s", new JsonObject(), object("{'code': 'h\u00e9 \u20ac \\ud83d\\ude00'}"));
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    /** The frames of a request, with one of them exchanged. */
    private List<byte[]> framesWith(int index, byte[] frame) {
        List<byte[]> frames = new ArrayList<>(unsigned.encode(request()));
        frames.set(index, frame);
        return frames;
    }

    @Test
    void keepsAMessageWholeThroughEncodingAndDecoding() throws Exception {
        Message sent = new Message(
                List.of(new byte[] {0, 1, -1}, "second".getBytes(UTF_8)),
                request().header(),
                object("{'msg_id': 'p'}"),
                object("{'a': null}"),
                object("{'text': 'h\u00e9 \u20ac \\ud83d\\ude00 \\u0000 <&>', 'n': 1e300}"),
                List.of(new byte[0], new byte[] {-128, 127}));
        Message received = connection.codec().decode(codec.encode(sent));
        assertThat(received.identities()).containsExactlyElementsOf(sent.identities());
        assertThat(received.header()).isEqualTo(sent.header());
        assertThat(received.parentId()).isEqualTo("p");
        assertThat(received.metadata()).isEqualTo(sent.metadata());
        assertThat(received.content()).isEqualTo(sent.content());
        assertThat(received.buffers()).containsExactlyElementsOf(sent.buffers());
    }

    @Test
    void writesNumbersThatJsonLacksAsNull() throws Exception {
        JsonObject content = object("{'fine': 0.5}");
        content.addProperty("nan", Double.NaN);
        content.addProperty("infinite", Float.NEGATIVE_INFINITY);
        Message sent = Message.of("x_request", "s", new JsonObject(), content);
        assertThat(connection.codec().decode(codec.encode(sent)).content())
                .isEqualTo(object("{'fine': 0.5, 'nan': null, 'infinite': null}"));
    }

    @Test
    void keepsHeaderFieldsThatItDoesNotKnow() throws Exception {
        JsonObject header =
                object("{'msg_type': 'x_request', 'msg_id': 'i', 'subshell_id': 's', 'next': {'deep': [1]}}");
        Message sent = new Message(List.of(), header, new JsonObject(), new JsonObject(), new JsonObject(), List.of());
        Message received = connection.codec().decode(codec.encode(sent));
        Message reply = Message.of("x_reply", "kernel", received.header(), new JsonObject());
        assertThat(connection.codec().decode(codec.encode(reply)).parent()).isEqualTo(header);
    }

    @Test
    void findsTheDelimiterWithoutIdentities() throws Exception {
        assertThat(unsigned.decode(unsigned.encode(request())).identities()).isEmpty();
    }

    @Test
    void refusesAForgedMessage() {
        List<byte[]> frames = new ArrayList<>(codec.encode(request()));
        frames.set(CONTENT, "{\"code\":\"forged\"}".getBytes(UTF_8));
        assertMalformed(codec, frames, "signature");
    }

    @Test
    void refusesAMessageThatSomeoneElseSigned() {
        MessageCodec other = new Connection("tcp", "127.0.0.1", 1, 2, 3, 4, 5, "other", "hmac-sha256").codec();
        assertMalformed(codec, other.encode(request()), "signature");
    }

    @Test
    void refusesAnEmptySignature() {
        assertMalformed(codec, unsigned.encode(request()), "signature");
    }

    @Test
    void refusesAReplay() throws Exception {
        List<byte[]> frames = codec.encode(request());
        codec.decode(frames);
        assertMalformed(codec, frames, "received before");
    }

    @Test
    void aForgedCopyDoesNotShutOutTheRealMessage() throws Exception {
        List<byte[]> frames = codec.encode(request());
        List<byte[]> forged = new ArrayList<>(frames);
        forged.set(CONTENT, "{}".getBytes(UTF_8));
        assertMalformed(codec, forged, "signature");
        assertThat(codec.decode(frames).type()).isEqualTo("execute_request");
    }

    @Test
    void readsUnsignedMessagesWhereTheConnectionHasNoKey() throws Exception {
        List<byte[]> frames = framesWith(SIGNATURE, "whatever".getBytes(UTF_8));
        assertThat(unsigned.decode(frames).type()).isEqualTo("execute_request");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void refusesMissingFrames(int count) {
        assertMalformed(unsigned, unsigned.encode(request()).subList(0, count), "lacks some");
    }

    @Test
    void refusesFramesWithoutDelimiter() {
        assertMalformed(unsigned, framesWith(0, "<IDS>".getBytes(UTF_8)), "lacks some");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nonsense",
                "{",
                "{a: 1}",
                "{'a': 1}",
                "{\"a\": 1,}",
                "{\"a\": NaN}",
                "{} {}",
                "{}]",
                "{} //",
                "null",
                "[]",
                "3",
                "\"text\""
            })
    void refusesWhatIsNotOneJsonObject(String text) {
        for (int frame = HEADER; frame <= CONTENT; frame++) {
            assertMalformed(unsigned, framesWith(frame, text.getBytes(UTF_8)), "JSON");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void refusesNestingThatIsTooDeep(String level) {
        assertMalformed(unsigned, framesWith(CONTENT, level.repeat(1_000_000).getBytes(UTF_8)), "content is not valid");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = {'{', '"', 'a', '"', ':', '"', (byte) 0xe9, '"', '}'};
        assertMalformed(unsigned, framesWith(CONTENT, latin1), "content is not valid");
    }

    @Test
    void refusesAHeaderWithoutType() {
        assertMalformed(unsigned, framesWith(HEADER, "{\"msg_id\": \"i\"}".getBytes(UTF_8)), "msg_type");
        assertMalformed(unsigned, framesWith(HEADER, "{\"msg_type\": {}}".getBytes(UTF_8)), "msg_type");
    }

    private static void assertMalformed(MessageCodec codec, List<byte[]> frames, String reason) {
        assertThatThrownBy(() -> codec.decode(frames))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(reason);
    }
}
