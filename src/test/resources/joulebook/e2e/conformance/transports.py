"""Ways to start a kernel and to end it. Those checks that need a kernel of their own start one."""

from contextlib import closing
from importlib.metadata import EntryPoint
from pathlib import Path
from tempfile import TemporaryDirectory

from front import Front
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner


class Recording(LocalProvisioner):
    """A provisioner of another kind than Jupyter's own (which the other kernels here are started by)."""

    launched = 0

    async def launch_kernel(self, command, **options):
        Recording.launched += 1
        return await super().launch_kernel(command, **options)


def _ends(front):
    front.manager.provisioner.process.wait(60)


def ipc_carries_everything_and_a_later_session_sees_the_history(kernel):
    marker = 'String marker = "seen by the next session";'
    kernel.execute(marker)
    with TemporaryDirectory() as folder, closing(Front(transport="ipc", ip=f"{folder}/kernel")) as other:
        assert list(Path(folder).glob("kernel-*")), "no sockets"
        assert other.execute("6 * 7").result == "42"
        assert other.execute("new Scanner(System.in).nextInt()", answers=["5"], allow_stdin=True).result == "5"
        search = {"hist_access_type": "search", "pattern": "String marker = *", "n": 1, "output": False, "raw": True}
        found = other.request("history_request", search).content["history"]
        assert [code for _, _, code in found] == [marker], found
        session, line, _ = found[0]
        past = {"hist_access_type": "range", "session": session, "start": line, "stop": line + 1}
        assert other.request("history_request", past).content["history"] == found
        before = {"hist_access_type": "range", "session": -1, "start": line, "stop": line + 1}
        assert other.request("history_request", before).content["history"] == found
        ended = other.request("shutdown_request", {"restart": False}, channel="control")
        assert ended.content == {"status": "ok", "restart": False}, ended.content
        _ends(other)


def without_a_key_messages_are_unsigned_and_any_provisioner_will_do(kernel):
    factory = KernelProvisionerFactory.instance()
    factory.provisioners["recording"] = EntryPoint("recording", "transports:Recording", factory.GROUP_NAME)
    spec = KernelSpecManager().get_kernel_spec("joulebook")
    spec.metadata["kernel_provisioner"] = {"provisioner_name": "recording"}
    specs = KernelSpecManager()
    specs.get_kernel_spec = lambda name: spec
    with closing(Front(key=b"", kernel_spec_manager=specs)) as other:
        assert Recording.launched == 1
        assert other.session.auth is None
        assert other.execute("6 * 7").result == "42"
        restarted = other.request("shutdown_request", {"restart": True}, channel="control")
        assert restarted.content == {"status": "ok", "restart": True}, restarted.content
        _ends(other)


def the_kernel_ends_when_asked_on_shell(kernel):
    ended = kernel.request("shutdown_request", {"restart": False})
    assert ended.content == {"status": "ok", "restart": False}, ended.content
    _ends(kernel)
