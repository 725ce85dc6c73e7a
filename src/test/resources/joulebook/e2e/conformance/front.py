"""A front end for the checks: Jupyter's own client library sends and verifies, this keeps what arrived."""

import json
import re
import time
from dataclasses import dataclass

import zmq
from jupyter_client.manager import KernelManager

import schema

LIMIT_SECONDS = 60


@dataclass
class Message:
    """One message of the kernel, as its frames had it."""

    channel: str
    identities: list
    header: dict
    parent: dict
    metadata: dict
    content: dict
    buffers: list

    @property
    def type(self):
        return self.header["msg_type"]


@dataclass
class Exchange:
    """A request and everything that the kernel sent because of it, in order of arrival per channel."""

    header: dict
    messages: list

    @property
    def reply(self):
        """The reply, which the request has exactly once."""
        replies = [m for m in self.messages if m.channel in ("shell", "control")]
        assert len(replies) == 1, replies
        return replies[0]

    @property
    def content(self):
        return self.reply.content

    @property
    def iopub(self):
        return [m for m in self.messages if m.channel == "iopub"]

    @property
    def types(self):
        return [m.type for m in self.iopub]

    def published(self, kind):
        """The contents of the messages of a type on iopub."""
        return [m.content for m in self.iopub if m.type == kind]

    def text(self, name):
        """What was printed to a stream."""
        return "".join(c["text"] for c in self.published("stream") if c["name"] == name)

    @property
    def result(self):
        return self.published("execute_result")[0]["data"]["text/plain"]

    @property
    def questions(self):
        return [m for m in self.messages if m.channel == "stdin"]

    def ended(self):
        answered = not self.header["msg_type"].endswith("_request") or any(
            m.channel in ("shell", "control") for m in self.messages
        )
        return answered and any(m.content.get("execution_state") == "idle" for m in self.iopub)

    def check(self):
        """Raises where one of the messages, or their order, is not as the specification has it."""
        for message in self.messages:
            schema.check(message)
            assert message.parent == self.header, f"parent {message.parent} of {message.type}, not {self.header}"
        states = [c["execution_state"] for c in self.published("status")]
        assert states == ["busy", "idle"], states
        assert self.types[0] == self.types[-1] == "status", self.types
        assert "execute_input" not in self.types[2:], self.types


class Front:
    """A kernel, started by Jupyter's KernelManager, and a client of it."""

    def __init__(self, key=None, **manager):
        self.manager = KernelManager(kernel_name="joulebook", **manager)
        if key is not None:
            self.manager.session.key = key
        self.manager.start_kernel()
        self.session = self.manager.session
        self.sockets = {
            # one identity: the kernel asks the client whose request it carries out
            "shell": self.manager.connect_shell(identity=self.session.bsession),
            "control": self.manager.connect_control(identity=self.session.bsession),
            "stdin": self.manager.connect_stdin(identity=self.session.bsession),
            "iopub": self.manager.connect_iopub(),
        }
        self.poller = zmq.Poller()
        for socket in self.sockets.values():
            self.poller.register(socket, zmq.POLLIN)
        self.exchanges = {}
        self.unasked = []
        self.until(lambda: any(m.type == "iopub_welcome" for m in self.unasked))

    def close(self):
        for socket in self.sockets.values():
            socket.close(linger=0)
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)

    def send(self, kind, content=None, channel="shell", header=None, metadata=None, buffers=None):
        """Sends a request and returns its exchange, which fills as the kernel answers."""
        message = self.session.msg(kind, content or {}, metadata=metadata)
        message["header"].update(header or {})
        sent = json.loads(self.session.pack(message["header"]))
        exchange = self.exchanges[sent["msg_id"]] = Exchange(sent, [])
        self.session.send(self.sockets[channel], message, buffers=buffers)
        return exchange

    def finish(self, exchange, answers=()):
        """Waits until the request is answered and the kernel idle again; answers its questions on the way."""
        waiting = list(answers)
        while not exchange.ended():
            self.receive()
            if waiting and len(exchange.questions) + len(waiting) > len(answers):
                self.answer(exchange.questions[-1], waiting.pop(0))
        exchange.check()
        return exchange

    def request(self, kind, content=None, answers=(), **how):
        return self.finish(self.send(kind, content, **how), answers)

    def execute(self, code, answers=(), header=None, **options):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
        content.update({"allow_stdin": False, "stop_on_error": True}, **options)
        return self.request("execute_request", content, answers=answers, header=header)

    def answer(self, question, value):
        parent = dict(question.header)
        self.session.send(self.sockets["stdin"], "input_reply", {"status": "ok", "value": value}, parent=parent)

    def until(self, condition):
        """Receives until the condition holds."""
        end = time.monotonic() + LIMIT_SECONDS
        while not condition():
            assert time.monotonic() < end, "the kernel did not send what was awaited"
            self.receive()

    def receive(self):
        ready = dict(self.poller.poll(LIMIT_SECONDS * 1000))
        assert ready, f"nothing came from the kernel in {LIMIT_SECONDS} s"
        for channel, socket in self.sockets.items():
            if socket in ready:
                self.keep(channel, socket.recv_multipart())

    def keep(self, channel, frames):
        identities, parts = self.session.feed_identities(frames)
        self.session.deserialize(parts)  # verifies the signature, and that it is no replay
        header, parent, metadata, content = map(json.loads, parts[1:5])
        message = Message(channel, identities, header, parent, metadata, content, parts[5:])
        if parent.get("msg_id") in self.exchanges:
            self.exchanges[parent["msg_id"]].messages.append(message)
        else:
            self.unasked.append(message)


def plain(lines):
    """A traceback as one text without colours."""
    return re.sub(r"\x1b\[[\d;]*m", "", "\n".join(lines))
