package joulebook.install.bench;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import joulebook.install.client.KernelProcess;
import joulebook.kernel.Main;
import joulebook.kernel.protocol.Message;

/** Our side: a kernel, driven as a front end drives it. A reply's time runs from the request to the kernel's idle. */
final class KernelSide implements Side {
    private final KernelProcess kernel;
    private int streamMessages;

    KernelSide(Jvm jvm) {
        kernel = new KernelProcess(
                jvm.command(Main.class), jvm.environment(), Path.of("").toAbsolutePath());
    }

    /** A kernel that has made the engine and the meter ready, which it does in the background after its start. */
    static KernelSide warm(Jvm jvm) {
        KernelSide side = new KernelSide(jvm);
        side.evaluate("joulebook.ml.energy.Meter.forThisMachine(); ai.djl.engine.Engine.getInstance();");
        return side;
    }

    @Override
    public Reply evaluate(String code) {
        StringBuilder printed = new StringBuilder();
        StringBuilder value = new StringBuilder();
        long start = System.nanoTime();
        JsonObject reply = kernel.client().execute(code, message -> take(message, printed, value));
        double milliseconds = Side.millisecondsSince(start);
        if (!reply.get("status").getAsString().equals("ok")) {
            throw new IllegalStateException("The cell '" + code + "' failed: " + reply.get("evalue"));
        }
        return new Reply(printed.toString(), value.toString(), milliseconds);
    }

    /** How many stream messages came since the start. */
    int streamMessages() {
        return streamMessages;
    }

    private void take(Message message, StringBuilder printed, StringBuilder value) {
        if (message.type().equals("stream")) {
            streamMessages++;
            printed.append(message.text("text", ""));
        } else if (message.type().equals("execute_result")) {
            value.append(message.object("data").get("text/plain").getAsString());
        }
    }

    @Override
    public void close() {
        kernel.close();
    }
}
