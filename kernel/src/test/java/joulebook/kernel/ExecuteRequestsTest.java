package joulebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.cell.History;
import joulebook.kernel.cell.HistoryFile;
import joulebook.kernel.display.JavaRenderer;
import joulebook.kernel.display.Output;
import joulebook.kernel.display.Recording;
import joulebook.kernel.display.StandardStreams;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.session.JavaSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExecuteRequestsTest {
    private static JavaSession session;

    private final Recording recording = new Recording();
    private final Output output = new Output(recording, "kernel-id");
    private final List<Message> asked = new ArrayList<>();
    private final Questions questions = new Questions(this::answer, output, "kernel-id");
    private final ExecuteRequests requests = new ExecuteRequests(
            new CellRunner(() -> session, TestMagics.all(), new JavaRenderer(), output),
            output,
            questions,
            new History(HistoryFile.none()));

    @BeforeAll
    static void open() {
        session = new JavaSession(TestMagics::unchanged);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private Answer execute(String content) {
        return requests.execute(Message.of(
                "execute_request",
                "test",
                new JsonObject(),
                JsonParser.parseString(content).getAsJsonObject()));
    }

    private static int count(Answer answer) {
        return answer.content().get("execution_count").getAsInt();
    }

    private Message answer(Message question) {
        asked.add(question);
        JsonObject content = new JsonObject();
        content.addProperty("value", "forty two");
        return Message.of("input_reply", "test", new JsonObject(), content);
    }

    @Test
    void readsStandardInputFromTheFrontEnd() {
        try (StandardStreams streams = new StandardStreams(output, () -> questions.ask("", false))) {
            String code = "'code': 'System.out.print(\\\"Name? \\\"); new java.util.Scanner(System.in).nextLine()'";
            execute("{'allow_stdin': true, " + code + "}");
            assertThat(asked).hasSize(1);
            assertThat(recording.types()).containsExactly("execute_input", "stream", "execute_result");
            assertThat(recording.messages().get(2).content().toString()).contains("forty two");

            Answer refused = execute("{'allow_stdin': false, " + code + "}");
            assertThat(refused.content().get("evalue").getAsString()).contains("the front end that runs it gives none");
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void countsAndStoresCells() {
        assertThat(count(execute("{'code': '1 + 1'}"))).isEqualTo(1);
        assertThat(count(execute("{'code': '2', 'store_history': false}"))).isEqualTo(1);
        assertThat(count(execute("{'code': '3', 'silent': true, 'store_history': true}")))
                .isEqualTo(1);
        assertThat(count(execute("{'code': '1 / 0'}"))).isEqualTo(2);
        assertThat(requests.history().tail(-1)).extracting(History.Entry::code).containsExactly("1 + 1", "1 / 0");
    }

    @Test
    void echoesTheInputBeforeAnyOutput() {
        execute("{'code': '40 + 2'}");
        assertThat(recording.types()).containsExactly("execute_input", "execute_result");
        assertThat(recording.messages().get(0).text("code", "")).isEqualTo("40 + 2");
        assertThat(recording.messages().get(1).number("execution_count", 0)).isEqualTo(1);
    }

    @Test
    void theReplyHasThePayloadsOfTheCellsMagics() {
        assertThat(execute("{'code': '%next a\\n%next b'}").content().getAsJsonArray("payload"))
                .hasToString("[{\"text\":\"a\"},{\"text\":\"b\"}]");
        assertThat(execute("{'code': '1'}").content().getAsJsonArray("payload")).isEmpty();
    }

    @Test
    void aSilentCellPublishesNothing() {
        Answer answer = execute("{'code': '40 + 2', 'silent': true}");
        assertThat(recording.messages()).isEmpty();
        assertThat(answer.content().get("status").getAsString()).isEqualTo("ok");
    }

    @Test
    void aFailureAbortsWhatWaitsUnlessAskedNotTo() {
        Answer answer = execute("{'code': '1 / 0'}");
        assertThat(answer.content().get("status").getAsString()).isEqualTo("error");
        assertThat(answer.content().get("ename").getAsString()).isEqualTo("ArithmeticException");
        assertThat(answer.content().getAsJsonArray("traceback")).isNotEmpty();
        assertThat(answer.abortsWaiting()).isTrue();
        assertThat(execute("{'code': '1 / 0', 'stop_on_error': false}").abortsWaiting())
                .isFalse();
        assertThat(execute("{'code': '1'}").abortsWaiting()).isFalse();
        assertThat(requests.aborted().content().get("status").getAsString()).isEqualTo("aborted");
    }

    @Test
    void answersWithTheSecondsAndTheExpressionsAskedFor() {
        Answer answer =
                execute("{'code': 'int n = 3;', 'user_expressions': {'good': 'n + 1', 'bad': 'unknown', 'odd': {}}}");
        JsonObject values = answer.content().getAsJsonObject("user_expressions");
        JsonObject good = values.getAsJsonObject("good");
        assertThat(good.get("status").getAsString()).isEqualTo("ok");
        assertThat(good.getAsJsonObject("data").get("text/plain").getAsString()).isEqualTo("4");
        assertThat(values.getAsJsonObject("bad").get("ename").getAsString()).isEqualTo("CompileError");
        assertThat(values.getAsJsonObject("odd").get("status").getAsString()).isEqualTo("error");
        assertThat(answer.content().get("status").getAsString()).isEqualTo("ok");
        assertThat(answer.metadata().get("seconds").getAsDouble()).isPositive();
    }

    @Test
    void aSubshellRunsMagicsThatOnlyLookAndNoJava() {
        assertThat(inSubshell("%lsmagic").content().get("status").getAsString()).isEqualTo("ok");
        assertThat(recording.types()).containsExactly("execute_input", "execute_result");
        for (String code : List.of("1 + 1", "%say hello", "%lsmagic {1}")) {
            Answer refused = inSubshell(code);
            assertThat(refused.content().get("evalue").getAsString()).as(code).contains("subshell");
            assertThat(refused.abortsWaiting()).isFalse();
        }
        assertThat(requests.history().tail(-1)).isEmpty();
    }

    private Answer inSubshell(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        Message request = Message.of("execute_request", "test", new JsonObject(), content);
        request.header().addProperty("subshell_id", "a subshell");
        return requests.execute(request);
    }
}
