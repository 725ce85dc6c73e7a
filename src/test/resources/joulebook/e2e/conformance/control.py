"""The control channel, subshells beside a running cell, and what the kernel does not know."""

from contextlib import contextmanager

ENDLESS = 'System.out.println("running");\nwhile (true) {}'


@contextmanager
def _running(kernel, code=ENDLESS):
    """A cell that runs within the block, and is interrupted at its end."""
    cell = kernel.send("execute_request", {"code": code})
    kernel.until(lambda: "running" in cell.text("stdout"))
    try:
        yield cell
        assert not cell.ended(), cell
    finally:
        _interrupt(kernel, cell)


def _interrupt(kernel, cell):
    assert kernel.request("interrupt_request", channel="control").content == {"status": "ok"}
    return kernel.finish(cell)


def an_endless_cell_is_interrupted(kernel):
    with _running(kernel) as cell:
        pass
    assert cell.content["status"] == "error" and cell.published("error"), cell.content
    assert kernel.execute("1 + 1").result == "2"


def a_question_is_interrupted(kernel):
    cell = kernel.send("execute_request", {"code": "new Scanner(System.in).nextLine()", "allow_stdin": True})
    kernel.until(lambda: cell.questions)
    assert _interrupt(kernel, cell).content["status"] == "error"
    assert kernel.execute("new Scanner(System.in).nextInt()", answers=["7"], allow_stdin=True).result == "7"


def an_interrupt_of_an_idle_kernel_harms_nothing(kernel):
    assert kernel.request("interrupt_request", channel="control").content == {"status": "ok"}
    assert kernel.execute("1 + 2").result == "3"


def control_answers_while_a_cell_runs(kernel):
    with _running(kernel):
        assert kernel.request("kernel_info_request", channel="control").content["implementation"] == "joulebook"


def _open_subshell(kernel):
    return kernel.request("create_subshell_request", channel="control").content["subshell_id"]


def _subshells(kernel):
    return kernel.request("list_subshell_request", channel="control").content["subshell_id"]


def _close_subshell(kernel, subshell):
    return kernel.request("delete_subshell_request", {"subshell_id": subshell}, channel="control").content


def subshells_are_created_listed_and_deleted(kernel):
    one, two = _open_subshell(kernel), _open_subshell(kernel)
    assert sorted(_subshells(kernel)) == sorted([one, two])
    assert [_close_subshell(kernel, s) for s in (one, two)] == [{"status": "ok"}] * 2
    assert _subshells(kernel) == []


def a_subshell_answers_while_a_cell_sleeps(kernel):
    kernel.execute("String shared = null;")
    beside = {"subshell_id": _open_subshell(kernel)}
    with _running(kernel, 'System.out.println("running");\nThread.sleep(1_000_000);'):
        _use(kernel, beside)
    _close_subshell(kernel, beside["subshell_id"])


def _use(kernel, beside):
    complete = kernel.request("complete_request", {"code": "shared.le", "cursor_pos": 9}, header=beside)
    assert any(m.startswith("length") for m in complete.content["matches"]), complete.content
    inspect = kernel.request(
        "inspect_request", {"code": "shared.length()", "cursor_pos": 9, "detail_level": 0}, header=beside
    )
    assert inspect.content["found"], inspect.content
    completeness = kernel.request("is_complete_request", {"code": "int f("}, header=beside)
    assert completeness.content["status"] == "incomplete", completeness.content
    history = kernel.request("history_request", {"hist_access_type": "tail", "n": 1}, header=beside)
    assert "sleep" in history.content["history"][0][2], history.content
    assert kernel.request("kernel_info_request", header=beside).content["status"] == "ok"
    for magic in ("%memory", "%energy"):
        ran = kernel.execute(magic, header=beside)
        assert ran.content["status"] == "ok" and ran.types[1] == "execute_input", (magic, ran.content)
        shown = [m for m in ran.iopub if m.type in ("stream", "display_data", "execute_result")]
        assert shown and all(m.parent["subshell_id"] == beside["subshell_id"] for m in shown), ran


def java_in_a_subshell_is_refused_with_a_sentence(kernel):
    subshell = _open_subshell(kernel)
    refused = kernel.execute("1 + 1", header={"subshell_id": subshell})
    assert refused.content["status"] == "error" and "subshell" in refused.content["evalue"], refused.content
    _close_subshell(kernel, subshell)


def an_unknown_subshell_is_an_error(kernel):
    refused = kernel.request("kernel_info_request", header={"subshell_id": "nowhere"})
    assert refused.content["status"] == "error" and "nowhere" in refused.content["evalue"], refused.content
    assert _close_subshell(kernel, "nowhere")["status"] == "error"


def a_cell_in_an_unknown_subshell_is_an_error(kernel):
    assert kernel.execute("1", header={"subshell_id": "nowhere"}).content["status"] == "error"


def the_main_shell_may_be_named_by_null(kernel):
    assert kernel.execute("40 + 2", header={"subshell_id": None}).result == "42"


def there_is_no_debugger(kernel):
    for channel in ("control", "shell"):
        initialize = {"type": "request", "seq": 1, "command": "initialize"}
        refused = kernel.request("debug_request", initialize, channel=channel)
        assert refused.reply.type == "debug_reply" and refused.content["status"] == "error", refused


def an_unknown_request_is_refused_with_a_reply(kernel):
    for channel in ("control", "shell"):
        refused = kernel.request("juggle_request", {"balls": 3}, channel=channel)
        assert refused.reply.type == "juggle_reply" and "juggle_request" in refused.content["evalue"], refused


def content_of_the_wrong_shape_is_answered(kernel):
    for kind, content in (
        ("execute_request", {"code": 5}),
        ("execute_request", {}),
        ("complete_request", {"code": "a", "cursor_pos": "far"}),
        ("complete_request", {"code": "a", "cursor_pos": 1000}),
        ("inspect_request", {}),
        ("is_complete_request", {"code": None}),
        ("history_request", {"hist_access_type": "dream"}),
        ("comm_info_request", {"target_name": 7}),
    ):
        assert "status" in kernel.request(kind, content).content, kind
    assert kernel.execute("1").result == "1"


def a_wrong_signature_is_not_answered(kernel):
    key, kernel.session.key = kernel.session.key, b"a wrong key"
    forged = kernel.send("kernel_info_request")
    kernel.session.key = key
    assert kernel.execute("6").result == "6"
    assert forged.messages == [], forged


def nothing_came_after_an_idle(kernel):
    kernel.request("kernel_info_request")  # what iopub sent before is here now
    ended = [e for e in kernel.exchanges.values() if e.messages]
    assert len(ended) > 100
    for exchange in ended:
        exchange.check()
