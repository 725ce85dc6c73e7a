"""Sends four cells at once, the first of which fails, then one more; prints the status of each reply."""

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="joulebook", startup_timeout=120)
waiting = [client.execute(code) for code in ("Thread.sleep(500); throw new Exception();", "1", "2")]


def status(request):
    while True:
        reply = client.get_shell_msg(timeout=120)
        if reply["parent_header"]["msg_id"] == request:
            return reply["content"]["status"]


for request in waiting:
    print(status(request), flush=True)
print(status(client.execute("3")), flush=True)
client.stop_channels()
manager.shutdown_kernel()
