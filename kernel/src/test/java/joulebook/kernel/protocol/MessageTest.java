package joulebook.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final JsonObject NONE = new JsonObject();

    private final Message message = Message.of(
            "x_request",
            "session",
            NONE,
            JsonParser.parseString("{'text': 'a', 'no': null, 'yes': true, 'n': 3, 'object': {'k': 1}, 'list': []}")
                    .getAsJsonObject());

    @Test
    void readsFieldsOfTheirKind() {
        assertThat(message.text("text", "-")).isEqualTo("a");
        assertThat(message.flag("yes", false)).isTrue();
        assertThat(message.number("n", -1)).isEqualTo(3);
        assertThat(message.object("object").get("k").getAsInt()).isEqualTo(1);
    }

    @Test
    void fallsBackWhereAFieldIsMissingNullOrOfAnotherKind() {
        for (String field : new String[] {"missing", "no", "object", "list"}) {
            assertThat(message.text(field, "-")).isEqualTo("-");
            assertThat(message.flag(field, true)).isTrue();
            assertThat(message.number(field, -1)).isEqualTo(-1);
        }
        assertThat(message.number("text", -1)).isEqualTo(-1);
        assertThat(message.object("text").size()).isZero();
        assertThat(message.parentId()).isEmpty();
    }

    @Test
    void givesEachMessageAnIdOfItsOwn() {
        Message other = Message.of("x_request", "session", NONE, NONE);
        assertThat(other.header().get("msg_id")).isNotEqualTo(message.header().get("msg_id"));
        assertThat(other.header().keySet())
                .containsExactlyInAnyOrder("msg_id", "session", "username", "date", "msg_type", "version");
    }
}
