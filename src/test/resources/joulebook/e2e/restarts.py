"""Starts the kernel, restarts it 20 times, runs a cell each time, and prints the processes it had."""

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="joulebook", startup_timeout=120)
for run in range(21):
    if run > 0:
        manager.restart_kernel()
        client.wait_for_ready(timeout=120)
    reply = client.execute_interactive(f"int run = {run}; run", timeout=120, output_hook=lambda message: None)
    assert reply["content"]["status"] == "ok", reply["content"]
    assert reply["content"]["execution_count"] == 1, reply["content"]
    print("pid", manager.provisioner.pid, flush=True)
client.stop_channels()
manager.shutdown_kernel()
assert not manager.is_alive()
