"""Questions about code and the past: completion, inspection, completeness, history, and the kernel itself."""


def the_kernel_introduces_itself_on_shell_and_control(kernel):
    shell = kernel.request("kernel_info_request").content
    control = kernel.request("kernel_info_request", channel="control").content
    assert shell == control
    assert shell["protocol_version"] == "5.5" and shell["language_info"]["name"] == "java", shell
    assert "kernel subshells" in shell["supported_features"], shell


def the_connection_is_told(kernel):
    ports = kernel.request("connect_request").content
    known = kernel.manager.get_connection_info()
    for name in ("shell", "iopub", "stdin", "control", "hb"):
        assert ports[f"{name}_port"] == known[f"{name}_port"], ports


def the_heartbeat_beats(kernel):
    socket = kernel.manager.connect_hb()
    try:
        socket.send(b"ping")
        assert socket.poll(60_000) and socket.recv() == b"ping"
    finally:
        socket.close(linger=0)


def _complete(kernel, code, cursor=None):
    content = {"code": code, "cursor_pos": len(code) if cursor is None else cursor}
    return kernel.request("complete_request", content).content


def members_are_completed_with_their_types(kernel):
    answer = _complete(kernel, '"a".subs')
    assert any(match.startswith("substring") for match in answer["matches"]), answer
    assert (answer["cursor_start"], answer["cursor_end"]) == (4, 8), answer
    types = answer["metadata"]["_jupyter_types_experimental"]
    assert [t["text"] for t in types] == answer["matches"], types
    for match in types:
        assert (match["start"], match["end"]) == (4, 8) and match["type"] == "method", match
        assert match["signature"].startswith("(int"), match


def the_cursor_is_counted_in_code_points(kernel):
    code = 'String s = "😀😀"; s.leng; int after;'
    answer = _complete(kernel, code, code.index("leng") + 4)
    assert (answer["cursor_start"], answer["cursor_end"]) == (code.index("leng"), code.index("leng") + 4), answer
    assert any(match.startswith("length") for match in answer["matches"]), answer


def variables_of_earlier_cells_are_completed(kernel):
    kernel.execute("int uncommonlyNamed = 1;")
    assert "uncommonlyNamed" in _complete(kernel, "uncommonlyN")["matches"]


def magics_are_completed(kernel):
    assert any("timeit" in match for match in _complete(kernel, "%time")["matches"])


def nothing_to_complete_is_no_error(kernel):
    assert _complete(kernel, "nothingBeginsLikeThis")["matches"] == []


def _inspect(kernel, code, cursor, detail=0):
    return kernel.request("inspect_request", {"code": code, "cursor_pos": cursor, "detail_level": detail}).content


def a_method_is_described_in_both_details(kernel):
    for detail in (0, 1):
        answer = _inspect(kernel, '"a".substring(1)', 8, detail)
        assert answer["found"] and "substring(int beginIndex" in answer["data"]["text/plain"], answer
        assert "text/html" in answer["data"], answer


def the_unknown_is_not_found(kernel):
    answer = _inspect(kernel, "nobodyKnowsThis", 3)
    assert answer["found"] is False and answer["data"] == {}, answer


def a_magic_is_described(kernel):
    assert "timeit" in _inspect(kernel, "%timeit ", 4)["data"]["text/plain"]


def _completeness(kernel, code):
    return kernel.request("is_complete_request", {"code": code}).content


def complete_code_is_complete(kernel):
    for code in ("1 + 1", "int a = 1;", "for (int i = 0; i < 3; i++) {\n}", "", "%lsmagic"):
        assert _completeness(kernel, code) == {"status": "complete"}, code


def code_that_goes_on_is_incomplete_with_an_indent(kernel):
    for code in ("int f(", "class A {", "for (int i = 0; i < 3; i++) {", 'var t = """', "1 +"):
        answer = _completeness(kernel, code)
        assert answer["status"] == "incomplete" and answer["indent"].strip() == "", (code, answer)


def a_cell_magic_goes_on_until_an_empty_line(kernel):
    assert _completeness(kernel, "%%timeit\nint a = 1;")["status"] == "incomplete"
    assert _completeness(kernel, "%%timeit\nint a = 1;\n") == {"status": "complete"}


def code_that_can_never_be_right_is_invalid(kernel):
    assert _completeness(kernel, "int int = ;") == {"status": "invalid"}


def _history(kernel, **content):
    content = {"output": False, "raw": True, **content}
    return kernel.request("history_request", content).content["history"]


def the_tail_of_the_history_is_the_last_cells(kernel):
    kernel.execute("int tail1 = 1;")
    kernel.execute("int tail2 = 2;")
    tail = _history(kernel, hist_access_type="tail", n=2)
    assert [code for _, _, code in tail] == ["int tail1 = 1;", "int tail2 = 2;"], tail
    assert tail[1][1] == tail[0][1] + 1 and tail[0][0] == tail[1][0], tail


def with_output_an_entry_is_a_pair(kernel):
    kernel.execute("int paired = 1;")
    entry = _history(kernel, hist_access_type="tail", n=1, output=True)[0]
    assert entry[2][0] == "int paired = 1;", entry


def a_range_of_this_session_is_half_open(kernel):
    first = kernel.execute("int range1 = 1;").content["execution_count"]
    kernel.execute("int range2 = 2;")
    found = _history(kernel, hist_access_type="range", session=0, start=first, stop=first + 1)
    assert [code for _, _, code in found] == ["int range1 = 1;"], found


def a_search_takes_a_glob_and_can_drop_doubles(kernel):
    for _ in range(2):
        kernel.execute('String sought = "double";')
    both = _history(kernel, hist_access_type="search", pattern="String sou?ht*", n=10)
    assert len(both) == 2, both
    single = _history(kernel, hist_access_type="search", pattern="String sou?ht*", n=10, unique=True)
    assert len(single) == 1, single
