package joulebook.install.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class OutputsTest {
    private final Outputs outputs = new Outputs();
    private final Cell cell = code();
    private final Cell later = code();

    @Test
    void neighboursOfOneStreamAreOneOutput() {
        stream("stdout", "a\n");
        stream("stdout", "b");
        stream("stderr", "c");
        stream("stdout", "d");
        assertOutputs("""
                [{'output_type': 'stream', 'name': 'stdout', 'text': 'a\\nb'},
                 {'output_type': 'stream', 'name': 'stderr', 'text': 'c'},
                 {'output_type': 'stream', 'name': 'stdout', 'text': 'd'}]""");
    }

    @Test
    void streamsContinueWhatAFileHolds() {
        cell.outputs().add(json("{'output_type': 'stream', 'name': 'stdout', 'text': ['a\\n', 'b']}"));
        stream("stdout", "c");
        assertOutputs("[{'output_type': 'stream', 'name': 'stdout', 'text': 'a\\nbc'}]");
    }

    @Test
    void displaysResultsAndErrorsKeepTheFieldsOfTheFormat() {
        apply("display_data", "{'data': {'text/plain': '1'}, 'metadata': {'m': 2}, 'transient': {}}");
        apply("execute_result", "{'data': {}, 'metadata': {}, 'execution_count': 3}");
        apply("error", "{'ename': 'E', 'evalue': 'v', 'traceback': ['t']}");
        apply("status", "{'execution_state': 'idle'}");
        assertOutputs("""
                [{'output_type': 'display_data', 'data': {'text/plain': '1'}, 'metadata': {'m': 2}},
                 {'output_type': 'execute_result', 'data': {}, 'metadata': {}, 'execution_count': 3},
                 {'output_type': 'error', 'ename': 'E', 'evalue': 'v', 'traceback': ['t']}]""");
    }

    @Test
    void anUpdateReachesAllDisplaysOfItsIdInAllCells() {
        String shown = "{'data': {'text/plain': 'old'}, 'metadata': {}, 'transient': {'display_id': 'd'}}";
        apply("display_data", shown);
        outputs.apply(later, "display_data", json(shown));
        outputs.apply(later, "display_data", json(shown.replace("'d'", "'other'")));
        outputs.apply(
                later,
                "update_display_data",
                json("{'data': {'text/plain': 'new'}, 'metadata': {'m': 1}, 'transient': {'display_id': 'd'}}"));
        String updated = "{'output_type': 'display_data', 'data': {'text/plain': 'new'}, 'metadata': {'m': 1}}";
        assertOutputs("[" + updated + "]");
        assertThat(later.outputs().get(0)).isEqualTo(json(updated));
        assertThat(later.outputs().get(1).toString()).contains("old");
        assertThat(later.outputs()).hasSize(2);
    }

    @Test
    void anUpdateOfWhatWasNeverShownIsIgnored() {
        apply("update_display_data", "{'data': {}, 'metadata': {}, 'transient': {'display_id': 'd'}}");
        assertThat(cell.outputs()).isEmpty();
    }

    @Test
    void clearingIsForTheCellAlone() {
        stream("stdout", "a");
        outputs.apply(later, "stream", json("{'name': 'stdout', 'text': 'b'}"));
        apply("clear_output", "{'wait': false}");
        assertThat(cell.outputs()).isEmpty();
        assertThat(later.outputs()).hasSize(1);
    }

    @Test
    void clearingMayWaitForTheNextOutput() {
        stream("stdout", "50 %");
        apply("clear_output", "{'wait': true}");
        assertThat(cell.outputs()).hasSize(1);
        outputs.apply(later, "stream", json("{'name': 'stdout', 'text': 'b'}"));
        assertThat(cell.outputs()).hasSize(1);
        stream("stdout", "100 %");
        stream("stdout", "!");
        assertOutputs("[{'output_type': 'stream', 'name': 'stdout', 'text': '100 %!'}]");
    }

    private static Cell code() {
        return new Cell(json("{'cell_type': 'code'}"));
    }

    private void stream(String name, String text) {
        JsonObject content = new JsonObject();
        content.addProperty("name", name);
        content.addProperty("text", text);
        outputs.apply(cell, "stream", content);
    }

    private void apply(String type, String content) {
        outputs.apply(cell, type, json(content));
    }

    private void assertOutputs(String expected) {
        JsonArray array = JsonParser.parseString(expected).getAsJsonArray();
        assertThat(cell.outputs()).isEqualTo(array);
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
