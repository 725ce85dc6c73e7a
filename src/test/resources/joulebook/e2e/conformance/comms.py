"""Comms, opened by either side."""

from front import plain

JSON = "com.google.gson.JsonParser.parseString"


def _open_comms(kernel, **content):
    return kernel.request("comm_info_request", content).content["comms"]


def a_comm_of_the_front_end_is_told_and_answers(kernel):
    registered = kernel.execute(
        'comms().target("echo", (comm, opening) -> {\n'
        "    comm.send(opening.data());\n"
        "    comm.onMessage(message -> comm.send(message.data(), message.metadata(), message.buffers()));\n"
        '    comm.onClose(message -> System.out.println("closed with " + message.data()));\n'
        "});"
    )
    assert registered.content["status"] == "ok", registered.content
    opened = kernel.request("comm_open", {"comm_id": "c1", "target_name": "echo", "data": {"hello": 1}})
    assert opened.published("comm_msg") == [{"comm_id": "c1", "data": {"hello": 1}}], opened
    assert _open_comms(kernel, target_name="echo") == {"c1": {"target_name": "echo"}}
    assert "c1" in _open_comms(kernel) and "c1" not in _open_comms(kernel, target_name="other")


def messages_go_both_ways_with_metadata_and_buffers(kernel):
    content = {"comm_id": "c1", "data": {"n": [1, None, "ü"]}}
    told = kernel.request("comm_msg", content, metadata={"m": 1}, buffers=[b"\0\1\xff", b"second"])
    answer = [m for m in told.iopub if m.type == "comm_msg"][0]
    assert answer.content == content and answer.metadata == {"m": 1}, answer
    assert [bytes(b) for b in answer.buffers] == [b"\0\1\xff", b"second"], answer.buffers


def the_front_end_closes_its_comm(kernel):
    closed = kernel.request("comm_close", {"comm_id": "c1", "data": {"why": "done"}})
    assert closed.text("stdout") == 'closed with {"why":"done"}\n', closed
    assert "c1" not in _open_comms(kernel)


def a_comm_to_an_unknown_target_is_closed(kernel):
    refused = kernel.request("comm_open", {"comm_id": "c2", "target_name": "nobody", "data": {}})
    assert [c["comm_id"] for c in refused.published("comm_close")] == ["c2"], refused
    assert "c2" not in _open_comms(kernel)


def messages_to_closed_comms_are_left_alone(kernel):
    assert kernel.request("comm_msg", {"comm_id": "gone", "data": {}}).types == ["status", "status"]
    assert kernel.request("comm_close", {"comm_id": "gone", "data": {}}).types == ["status", "status"]


def a_handler_that_throws_says_so(kernel):
    kernel.execute('comms().target("broken", (comm, m) -> { throw new IllegalStateException("not today"); });')
    told = kernel.request("comm_open", {"comm_id": "c3", "target_name": "broken", "data": {}})
    assert "not today" in plain([told.text("stderr")]), told
    kernel.request("comm_close", {"comm_id": "c3", "data": {}})


def the_kernel_opens_a_widget(kernel):
    state = '{\\"state\\": {\\"_model_name\\": \\"IntSliderModel\\", \\"value\\": 7}, \\"buffer_paths\\": []}'
    cell = kernel.execute(
        f'var widget = comms().open("jupyter.widget", {JSON}("{state}"),\n'
        f'    {JSON}("{{\\"version\\": \\"2.1.0\\"}}").getAsJsonObject(), List.of());\n'
        'widget.onMessage(m -> System.out.println("got " + m.data()));\nwidget.id()'
    )
    opened = [m for m in cell.iopub if m.type == "comm_open"][0]
    assert opened.content["target_name"] == "jupyter.widget" and opened.metadata == {"version": "2.1.0"}, opened
    assert opened.content["data"]["state"]["value"] == 7, opened
    comm = opened.content["comm_id"]
    assert _open_comms(kernel, target_name="jupyter.widget") == {comm: {"target_name": "jupyter.widget"}}
    update = {"method": "update", "state": {"value": 8}, "buffer_paths": []}
    told = kernel.request("comm_msg", {"comm_id": comm, "data": update})
    assert '"value":8' in told.text("stdout"), told


def the_kernel_updates_and_closes_its_widget(kernel):
    cell = kernel.execute(
        f'widget.send({JSON}("{{\\"method\\": \\"update\\"}}"));\nwidget.close(new com.google.gson.JsonObject());'
    )
    assert cell.published("comm_msg")[0]["data"] == {"method": "update"}, cell
    assert len(cell.published("comm_close")) == 1 and _open_comms(kernel, target_name="jupyter.widget") == {}
