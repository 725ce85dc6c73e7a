package joulebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.StreamSupport;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.History;
import joulebook.kernel.cell.HistoryFile;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.session.JavaSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors are marked by a bar in the code; Jupyter counts them in code points. */
class LanguageRequestsTest {
    private static final String EMOJI = "\ud83d\ude00";
    private static JavaSession session;

    private final History history = new History(HistoryFile.none());
    private final LanguageRequests requests = new LanguageRequests(() -> session, TestMagics.all(), history);

    @BeforeAll
    static void open() {
        session = new JavaSession(TestMagics::unchanged);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static Message request(String marked) {
        int cursor = marked.codePointCount(0, marked.indexOf('|'));
        return request(Content.of().with("code", marked.replace("|", "")).with("cursor_pos", cursor));
    }

    private static Message request(Content content) {
        return Message.of("x_request", "test", new JsonObject(), content.json());
    }

    private static List<String> matches(JsonObject reply) {
        return StreamSupport.stream(reply.getAsJsonArray("matches").spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }

    @Test
    void completesJavaInTheLineOfAMagic() {
        JsonObject reply =
                requests.complete(request("1;\n%echo --loud 1 + Math.ab|")).content();
        assertThat(matches(reply)).contains("abs");
        assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(25);
        assertThat(matches(requests.complete(request("%echo --|")).content())).containsExactly("--loud", "--help");
    }

    @Test
    void completionCountsCodePoints() {
        JsonObject reply = requests.complete(request("String s = \"" + EMOJI + EMOJI + "\"; Math.abs|;"))
                .content();
        assertThat(matches(reply)).contains("abs");
        assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(22);
        assertThat(reply.get("cursor_end").getAsInt()).isEqualTo(25);
        assertThat(reply.get("status").getAsString()).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "%s|; say; 1; 2",
                "%%s|; say; 2; 3",
                "'int a;\n %lsm|'; lsmagic; 9; 12",
                "%say --t|; --times; 5; 8",
                "'%say \ud83d\ude00 |'; --times; 7; 7",
                "'%say x\nMath.ab|'; abs; 12; 14",
            })
    void completesMagicsAndTheirOptions(String marked, String match, int start, int end) {
        JsonObject reply = requests.complete(request(marked)).content();
        assertThat(matches(reply)).contains(match);
        assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(start);
        assertThat(reply.get("cursor_end").getAsInt()).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Math.ab|; abs; method; '(int) : int  +3'",
                "%s|; say; magic; ''",
                "%say --t|; --times; option; ''",
                "tru|; true; keyword; ''",
            })
    void saysWhatEachMatchIs(String marked, String text, String type, String signature) {
        JsonObject reply = requests.complete(request(marked)).content();
        JsonArray types = reply.getAsJsonObject("metadata").getAsJsonArray("_jupyter_types_experimental");
        assertThat(types.size()).isEqualTo(matches(reply).size());
        JsonObject expected = Content.of()
                .with("start", reply.get("cursor_start").getAsInt())
                .with("end", reply.get("cursor_end").getAsInt())
                .with("text", text)
                .with("type", type)
                .with("signature", signature)
                .json();
        assertThat(types).contains(expected);
    }

    @Test
    void aCursorBeyondTheCodeIsItsEnd() {
        Message request = request(Content.of().with("code", EMOJI + ".").with("cursor_pos", 99));
        JsonObject reply = requests.complete(request).content();
        assertThat(reply.get("cursor_end").getAsInt()).isEqualTo(2);
        assertThat(requests.complete(request(Content.of()))
                        .content()
                        .get("cursor_end")
                        .getAsInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'String s = \"\ud83d\ude00\"\\; Math.a|bs(1)'; int Math.abs(int a)",
                "'%say| --times 2'; Usage: %say",
                "'int a;\n%say --t|imes\nint b'; Usage: %say",
            },
            quoteCharacter = '\'')
    void inspectsWhatIsAtTheCursor(String marked, String text) {
        JsonObject reply = requests.inspect(request(marked.replace("\\;", ";"))).content();
        assertThat(reply.get("found").getAsBoolean()).isTrue();
        assertThat(reply.getAsJsonObject("data").get("text/plain").getAsString())
                .contains(text);
        assertThat(reply.getAsJsonObject("data").get("text/html").getAsString()).contains("<pre>");
    }

    @Test
    void saysThatItKnowsNothing() {
        JsonObject reply = requests.inspect(request("noSuchName|")).content();
        assertThat(reply.get("status").getAsString()).isEqualTo("ok");
        assertThat(reply.get("found").getAsBoolean()).isFalse();
        assertThat(reply.getAsJsonObject("data").size()).isZero();
    }

    private String isComplete(String code) {
        return requests.isComplete(request(Content.of().with("code", code)))
                .content()
                .get("status")
                .getAsString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1 + 1", "%say hello", "%say hello\nint a = 1;", "int a = 1;\n%say hello", "%%say\nopen (\n"
            })
    void knowsWhatIsComplete(String code) {
        assertThat(isComplete(code)).isEqualTo("complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%say\nx\n", "1 + 1", "int int = ;"})
    void indentsOnlyWhatNeedsMore(String code) {
        JsonObject reply =
                requests.isComplete(request(Content.of().with("code", code))).content();
        assertThat(reply.has("indent")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo(", "%say hello\nfoo(", "%%say\nopen ("})
    void knowsWhatNeedsMore(String code) {
        assertThat(isComplete(code)).isEqualTo("incomplete");
        JsonObject reply =
                requests.isComplete(request(Content.of().with("code", code))).content();
        assertThat(reply.get("indent").getAsString()).isBlank();
    }

    @Test
    void knowsWhatIsInvalid() {
        assertThat(isComplete("int int = ;")).isEqualTo("invalid");
    }

    @Test
    void answersWithTheHistoryThatWasAskedFor() {
        for (int i = 1; i <= 4; i++) {
            history.add(new Cell(i, i % 2 == 0 ? "even" : "odd", false, true));
        }
        assertThat(numbers("{'hist_access_type': 'tail', 'n': 2}")).containsExactly(3, 4);
        assertThat(numbers("{'hist_access_type': 'range', 'session': 0, 'start': 1, 'stop': 3}"))
                .containsExactly(1, 2);
        assertThat(numbers("{'hist_access_type': 'range', 'start': 3, 'stop': null}"))
                .containsExactly(3, 4);
        assertThat(numbers("{'hist_access_type': 'search', 'pattern': 'ev*', 'n': 9}"))
                .containsExactly(2, 4);
        assertThat(numbers("{'hist_access_type': 'search', 'pattern': '*', 'n': 9, 'unique': true}"))
                .containsExactly(3, 4);
    }

    private List<Integer> numbers(String content) {
        Message request = Message.of(
                "history_request",
                "test",
                new JsonObject(),
                JsonParser.parseString(content).getAsJsonObject());
        JsonArray entries = requests.history(request).content().getAsJsonArray("history");
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> entry.getAsJsonArray().get(1).getAsInt())
                .toList();
    }
}
