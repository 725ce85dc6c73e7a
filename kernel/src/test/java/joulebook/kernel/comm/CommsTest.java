package joulebook.kernel.comm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.protocol.Message;
import org.junit.jupiter.api.Test;

class CommsTest {
    private record Published(String type, JsonObject content, JsonObject metadata, List<byte[]> buffers) {}

    private final List<Published> published = new ArrayList<>();
    private final Comms comms = new Comms(
            (type, content, metadata, buffers) -> published.add(new Published(type, content, metadata, buffers)));

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private static Message message(String type, String content) {
        return Message.of(type, "front", new JsonObject(), json(content));
    }

    @Test
    void opensAWidgetAndHearsOfItsChanges() {
        List<JsonElement> heard = new ArrayList<>();
        byte[] pixels = {1, 2, 3};
        Comm widget = comms.open(
                "jupyter.widget",
                json("{'state': {'_model_name': 'IntSliderModel', 'value': 3}, 'buffer_paths': []}"),
                json("{'version': '2.1.0'}"),
                List.of(pixels));
        widget.onMessage(message -> heard.add(message.data()));
        Published open = published.get(0);
        assertThat(open.type()).isEqualTo("comm_open");
        assertThat(open.content().get("target_name").getAsString()).isEqualTo("jupyter.widget");
        assertThat(open.metadata().get("version").getAsString()).isEqualTo("2.1.0");
        assertThat(open.buffers()).containsExactly(pixels);

        String id = widget.id();
        comms.received(
                message("comm_msg", "{'comm_id': '" + id + "', 'data': {'method': 'update', 'state': {'value': 7}}}"));
        comms.received(message("comm_msg", "{'comm_id': 'another', 'data': 1}"));
        assertThat(heard).containsExactly(json("{'method': 'update', 'state': {'value': 7}}"));
        assertThat(comms.info("").keySet()).containsExactly(id);
        assertThat(comms.info("jupyter.widget").keySet()).containsExactly(id);
        assertThat(comms.info("other").keySet()).isEmpty();

        widget.close(new JsonObject());
        widget.close(new JsonObject());
        assertThat(published).extracting(Published::type).containsExactly("comm_open", "comm_close");
        assertThat(comms.info("").keySet()).isEmpty();
    }

    @Test
    void answersACommThatTheFrontEndOpens() {
        List<JsonElement> closed = new ArrayList<>();
        comms.target("echo", (comm, opening) -> {
            comm.send(opening.data());
            comm.onMessage(message -> comm.send(message.data(), message.metadata(), message.buffers()))
                    .onClose(message -> closed.add(message.data()));
        });
        comms.opened(message("comm_open", "{'comm_id': 'c1', 'target_name': 'echo', 'data': {'a': 1}}"));
        comms.received(
                message("comm_msg", "{'comm_id': 'c1', 'data': {'b': 2}}").withBuffers(List.of(new byte[] {9})));
        assertThat(published).extracting(Published::type).containsExactly("comm_msg", "comm_msg");
        assertThat(published.get(1).content()).isEqualTo(json("{'comm_id': 'c1', 'data': {'b': 2}}"));
        assertThat(published.get(1).buffers()).containsExactly(new byte[] {9});
        comms.closed(message("comm_close", "{'comm_id': 'c1', 'data': {'c': 3}}"));
        assertThat(closed).containsExactly(json("{'c': 3}"));
        assertThat(comms.info("").keySet()).isEmpty();
    }

    @Test
    void closesWhatNobodyAnswers() {
        comms.opened(message("comm_open", "{'comm_id': 'c1', 'target_name': 'nobody', 'data': {}}"));
        assertThat(published).extracting(Published::type).containsExactly("comm_close");
        assertThat(comms.info("").keySet()).isEmpty();
    }
}
