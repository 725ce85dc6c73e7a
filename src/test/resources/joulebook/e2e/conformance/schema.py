"""What a kernel may send, as JSON Schema, from the Jupyter message specification 5.5.

https://jupyter-client.readthedocs.io/en/stable/messaging.html
"""

from datetime import datetime

import jsonschema

TEXT = {"type": "string"}
FLAG = {"type": "boolean"}
INTEGER = {"type": "integer"}
COUNT = {"type": "integer", "minimum": 0}
ANYTHING = {"type": "object"}


def record(optional=None, **required):
    """An object with these fields and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def several(items):
    return {"type": "array", "items": items}


def row(*cells):
    return {"type": "array", "prefixItems": list(cells), "minItems": len(cells), "items": False}


def mapping(values):
    return {"type": "object", "additionalProperties": values}


def status(value):
    return {"const": value}


ERROR = {"ename": TEXT, "evalue": TEXT, "traceback": several(TEXT)}
REFUSAL = record(status=status("error"), **ERROR)


def reply(optional=None, **fields):
    """The content of a reply: its fields where the status is ok, else the error's."""
    return {"oneOf": [record(optional, status=status("ok"), **fields), REFUSAL]}


MIME_BUNDLE = {
    "type": "object",
    "propertyNames": {"pattern": r"^[\w.+-]+/[\w.+-]+$"},
    "patternProperties": {r"^(text|image)/": TEXT},
}
DISPLAY = {"data": MIME_BUNDLE, "metadata": ANYTHING}
DISPLAY_ID = record(display_id=TEXT)
TRANSIENT = record({"display_id": TEXT})
COMM_DATA = {"comm_id": TEXT, "data": ANYTHING}
PORTS = {f"{name}_port": COUNT for name in ("shell", "iopub", "stdin", "control", "hb")}

EXECUTE_REPLY = {
    "oneOf": [
        record(
            status=status("ok"),
            execution_count=COUNT,
            payload=several({"type": "object", "required": ["source"]}),
            user_expressions=mapping({"oneOf": [record(status=status("ok"), **DISPLAY), REFUSAL]}),
        ),
        record({"execution_count": COUNT}, status=status("error"), **ERROR),
        record({"execution_count": COUNT}, status=status("aborted")),
    ]
}
IS_COMPLETE_REPLY = {
    "oneOf": [
        record(status=status("incomplete"), indent=TEXT),
        record(status={"enum": ["complete", "invalid", "unknown"]}),
    ]
}
INPUT_AND_OUTPUT = row(TEXT, {"type": ["string", "null"]})
PAST_CELL = row(INTEGER, INTEGER, {"oneOf": [TEXT, INPUT_AND_OUTPUT]})
LANGUAGE = record(
    {"pygments_lexer": TEXT, "codemirror_mode": {"type": ["string", "object"]}, "nbconvert_exporter": TEXT},
    name=TEXT,
    version=TEXT,
    mimetype=TEXT,
    file_extension={"type": "string", "pattern": r"^\."},
)

CONTENTS = {
    # replies, on shell and control
    "execute_reply": EXECUTE_REPLY,
    "complete_reply": reply(matches=several(TEXT), cursor_start=COUNT, cursor_end=COUNT, metadata=ANYTHING),
    "inspect_reply": reply(found=FLAG, data=MIME_BUNDLE, metadata=ANYTHING),
    "is_complete_reply": IS_COMPLETE_REPLY,
    "history_reply": reply(history=several(PAST_CELL)),
    "comm_info_reply": reply(comms=mapping(record(target_name=TEXT))),
    "connect_reply": reply(**PORTS),
    "kernel_info_reply": reply(
        protocol_version={"type": "string", "pattern": r"^5\.\d+$"},
        implementation=TEXT,
        implementation_version=TEXT,
        language_info=LANGUAGE,
        banner=TEXT,
        debugger=FLAG,
        help_links=several(record(text=TEXT, url=TEXT)),
        supported_features=several(TEXT),
    ),
    "shutdown_reply": reply(restart=FLAG),
    "interrupt_reply": reply(),
    "debug_reply": REFUSAL,  # this kernel has no debugger
    "create_subshell_reply": reply(subshell_id=TEXT),
    "list_subshell_reply": reply(subshell_id=several(TEXT)),
    "delete_subshell_reply": reply(),
    # iopub
    "status": record(execution_state={"enum": ["busy", "idle", "starting"]}),
    "execute_input": record(code=TEXT, execution_count=COUNT),
    "stream": record(name={"enum": ["stdout", "stderr"]}, text={"type": "string", "minLength": 1}),
    "display_data": record({"transient": TRANSIENT}, **DISPLAY),
    "update_display_data": record(transient=DISPLAY_ID, **DISPLAY),
    "execute_result": record({"transient": TRANSIENT}, execution_count=COUNT, **DISPLAY),
    "error": record(**ERROR),
    "clear_output": record(wait=FLAG),
    "comm_open": record({"target_module": TEXT}, target_name=TEXT, **COMM_DATA),
    "comm_msg": record(**COMM_DATA),
    "comm_close": record(**COMM_DATA),
    "iopub_welcome": record(subscription=TEXT),
    # stdin
    "input_request": record(prompt=TEXT, password=FLAG),
}
HEADER = record(
    msg_id={"type": "string", "minLength": 1},
    session={"type": "string"},
    username=TEXT,
    date=TEXT,
    msg_type=TEXT,
    version={"type": "string", "pattern": r"^5\.\d+$"},
)


def check(message):
    """Raises where a message of the kernel is not as the specification has it."""
    jsonschema.validate(message.header, HEADER)
    assert datetime.fromisoformat(message.header["date"]).tzinfo, f"date without zone: {message.header['date']}"
    jsonschema.validate(message.metadata, ANYTHING)
    kind = message.header["msg_type"]
    content = CONTENTS.get(kind, REFUSAL if kind.endswith("_reply") else None)
    assert content is not None, f"the specification has no {kind}"
    jsonschema.validate(message.content, content)
    if message.channel == "iopub":
        check_topic(message)


def check_topic(message):
    assert len(message.identities) == 1, f"topic frames: {message.identities}"
    kind = message.header["msg_type"]
    expected = f"kernel.{message.header['session']}.{kind}"
    if kind == "iopub_welcome":
        expected = message.content["subscription"]
    assert message.identities[0].decode() == expected, message.identities
