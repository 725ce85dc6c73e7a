"""Execute requests: results, streams, displays, errors, counting, and questions to the user."""

import json
import tempfile
from pathlib import Path

from front import plain


def a_subscriber_is_welcomed_first(kernel):
    *before, welcome = kernel.unasked
    assert all(m.content == {"execution_state": "starting"} for m in before), before
    assert welcome.type == "iopub_welcome" and welcome.parent == {}, welcome
    assert welcome.content == {"subscription": ""} and welcome.identities == [b""], welcome


def a_result_comes_after_its_input_and_with_its_number(kernel):
    cell = kernel.execute("6 * 7")
    assert cell.types[:3] == ["status", "execute_input", "execute_result"], cell.types
    assert cell.result == "42"
    assert cell.published("execute_input")[0] == {"code": "6 * 7", "execution_count": cell.content["execution_count"]}
    assert cell.published("execute_result")[0]["execution_count"] == cell.content["execution_count"]


def unknown_fields_of_the_header_are_echoed(kernel):
    cell = kernel.execute("1", header={"from_the_future": {"a": [1, None, 1.5]}})
    assert all(m.parent["from_the_future"] == {"a": [1, None, 1.5]} for m in cell.messages)


def unknown_fields_of_the_content_are_ignored(kernel):
    assert kernel.execute("1", cell_id="abc", strange=[1]).content["status"] == "ok"


def the_reply_says_when_and_how_long(kernel):
    metadata = kernel.execute("1").reply.metadata
    assert {"started", "seconds", "status"} <= metadata.keys(), metadata


def streams_are_told_apart_and_in_order(kernel):
    cell = kernel.execute('System.out.print("a");\nSystem.err.print("b");\nSystem.out.print("c€😀");')
    parts = [(c["name"], c["text"]) for c in cell.published("stream")]
    assert parts == [("stdout", "a"), ("stderr", "b"), ("stdout", "c€😀")], parts
    assert "execute_result" not in cell.types


def prints_and_displays_keep_their_order(kernel):
    cell = kernel.execute('System.out.println("a");\ndisplay("b");\nSystem.out.println("c");\n"d"')
    assert cell.types[2:6] == ["stream", "display_data", "stream", "execute_result"], cell.types


def a_display_is_updated_by_its_id(kernel):
    cell = kernel.execute('display(html("<b>1</b>"), "here");\nupdate(html("<b>2</b>"), "here");')
    first, second = cell.published("display_data")[0], cell.published("update_display_data")[0]
    assert first["transient"] == second["transient"] == {"display_id": "here"}, (first, second)
    assert (first["data"]["text/html"], second["data"]["text/html"]) == ("<b>1</b>", "<b>2</b>")
    assert "text/plain" in second["data"]


def json_is_displayed_as_a_tree_and_images_as_base64(kernel):
    picture = "new java.awt.image.BufferedImage(2, 3, java.awt.image.BufferedImage.TYPE_INT_RGB)"
    cell = kernel.execute(f'display(json("{{\\"a\\": [1]}}"));\ndisplay({picture});')
    tree, image = cell.published("display_data")[:2]
    assert tree["data"]["application/json"] == {"a": [1]}, tree
    assert image["data"]["image/png"].startswith("iVBORw0KGgo"), image


def outputs_are_cleared_now_or_with_the_next(kernel):
    cell = kernel.execute("clear();\nclear(true);")
    assert cell.published("clear_output") == [{"wait": False}, {"wait": True}]


def an_exception_is_the_same_in_the_reply_and_on_iopub(kernel):
    before = kernel.execute("1").content["execution_count"]
    cell = kernel.execute('throw new IllegalStateException("no");')
    assert cell.content["execution_count"] == before + 1, cell.content
    error = cell.published("error")[0]
    assert {k: cell.content[k] for k in error} == error, (cell.content, error)
    assert error["ename"] == "IllegalStateException" and error["evalue"] == "no", error
    assert "execute_result" not in cell.types


def a_compile_error_shows_its_line(kernel):
    cell = kernel.execute("int fine = 1;\nint wrong = missing(fine);")
    assert cell.content["status"] == "error"
    assert "line 2: cannot find symbol" in plain(cell.content["traceback"]), cell.content


def a_silent_cell_publishes_its_states_alone_and_is_not_counted(kernel):
    before = kernel.execute("1").content["execution_count"]
    silent = kernel.execute('System.out.println("x");\nint hidden = 5; hidden', silent=True)
    assert silent.types == ["status", "status"] and silent.content["status"] == "ok", silent
    after = kernel.execute("hidden")
    assert after.result == "5" and after.content["execution_count"] == before + 1, after.content


def a_cell_out_of_the_history_is_shown_but_not_counted(kernel):
    before = kernel.execute("1").content["execution_count"]
    hidden = kernel.execute('"not stored"', store_history=False)
    assert "not stored" in hidden.result and hidden.content["execution_count"] == before, hidden.content
    found = kernel.request("history_request", {"hist_access_type": "search", "pattern": '*"not stored"*', "n": 5})
    assert found.content["history"] == [], found.content


def user_expressions_are_answered_one_by_one(kernel):
    answers = kernel.execute("int four = 4;", user_expressions={"good": "four + 1", "bad": "nowhere"}).content
    good, bad = answers["user_expressions"]["good"], answers["user_expressions"]["bad"]
    assert (good["status"], good["data"]["text/plain"]) == ("ok", "5"), good
    assert bad["status"] == "error" and "cannot find symbol" in plain(bad["traceback"]), bad


def a_failing_cell_evaluates_no_user_expressions(kernel):
    failed = kernel.execute("int z = 1 / 0;", user_expressions={"a": "1"})
    assert failed.content["status"] == "error" and "user_expressions" not in failed.content, failed.content


def cells_queued_behind_a_failing_one_are_aborted(kernel):
    codes = ["int ok = 1;", "ok = 1 / 0;", "ok = 2;", "ok = 3;"]
    sent = [kernel.send("execute_request", {"code": code, "stop_on_error": True}) for code in codes]
    states = [kernel.finish(cell).content["status"] for cell in sent]
    assert states == ["ok", "error", "aborted", "aborted"], states
    assert kernel.execute("ok").result == "1"


def without_stop_on_error_the_queue_goes_on(kernel):
    sent = [kernel.send("execute_request", {"code": code, "stop_on_error": False}) for code in ("1 / 0", "7")]
    states = [kernel.finish(cell).content["status"] for cell in sent]
    assert states == ["error", "ok"], states


def an_empty_cell_is_answered(kernel):
    cell = kernel.execute("")
    assert cell.content["status"] == "ok" and "execute_result" not in cell.types


def load_puts_a_text_into_the_next_input(kernel):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "snippet.java")
        source.write_text("int loaded = 1;\n")
        payload = kernel.execute(f"%load {source}").content["payload"]
    assert [(p["source"], p["replace"]) for p in payload] == [("set_next_input", True)], payload
    assert "int loaded = 1;" in payload[0]["text"], payload


def a_scanner_asks_the_front_end(kernel):
    cell = kernel.execute(
        'System.out.print("Name? ");\nnew Scanner(System.in).nextLine()', answers=["Zoë 😀"], allow_stdin=True
    )
    assert cell.result == json.dumps("Zoë 😀", ensure_ascii=False) or cell.result == "Zoë 😀", cell.result
    assert [q.content for q in cell.questions] == [{"prompt": "", "password": False}], cell.questions
    made = {m.type: m.header["date"] for m in cell.messages}  # two sockets: either message may arrive first
    assert made["stream"] <= made["input_request"], made


def two_lines_are_two_questions(kernel):
    code = "var in = new Scanner(System.in);\nin.nextInt() + in.nextInt()"
    cell = kernel.execute(code, answers=["20", "22"], allow_stdin=True)
    assert cell.result == "42" and len(cell.questions) == 2, cell


def a_password_is_asked_for_hidden(kernel):
    cell = kernel.execute(
        'new String(System.console().readPassword("Key: ")).length()', answers=["secret"], allow_stdin=True
    )
    assert [q.content for q in cell.questions] == [{"prompt": "Key: ", "password": True}], cell.questions
    assert cell.result == "6"


def a_front_end_that_cannot_be_typed_into_is_not_asked(kernel):
    cell = kernel.execute("new Scanner(System.in).nextLine()", allow_stdin=False)
    assert cell.content["status"] == "error" and not cell.questions, cell
    assert "input" in plain(cell.content["traceback"]), cell.content
