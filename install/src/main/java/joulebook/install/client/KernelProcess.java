package joulebook.install.client;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import joulebook.kernel.protocol.Connection;
import joulebook.kernel.protocol.Content;

/** A kernel as a process of its own, with a client that is connected to it. */
public final class KernelProcess implements AutoCloseable {
    private static final int EXIT_S = 20;

    private final Connection connection;
    private final Path connectionFile;
    private final Process process;
    private final KernelClient client;

    /**
     * Starts a kernel and waits until it answers.
     *
     * @param command the words of the command, without the connection file
     * @param environment what is added to this process's environment
     * @param folder the kernel's working directory
     */
    public KernelProcess(List<String> command, Map<String, String> environment, Path folder) {
        this(command, environment, folder, ProcessBuilder.Redirect.INHERIT);
    }

    /** @param errors where its error stream goes */
    public KernelProcess(
            List<String> command, Map<String, String> environment, Path folder, ProcessBuilder.Redirect errors) {
        connection = freeConnection();
        try {
            connectionFile = Files.createTempFile("joulebook-", ".json"); // only its owner can read it
            Files.writeString(connectionFile, connection.toJson());
            List<String> words = new ArrayList<>(command);
            words.add(connectionFile.toString());
            ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
            builder.environment().putAll(environment);
            builder.environment()
                    .put(
                            "JPY_PARENT_PID",
                            String.valueOf(ProcessHandle.current().pid()));
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(errors);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = new KernelClient(connection, process::isAlive);
        try {
            client.awaitReady();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public KernelClient client() {
        return client;
    }

    /** Where the kernel's sockets are, for further clients. */
    public Connection connection() {
        return connection;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Asks the kernel to end, and makes it end if it does not. */
    @Override
    public void close() {
        close(EXIT_S);
    }

    /** Asks the kernel to end, and makes it end if it has not after some seconds. */
    public void close(int seconds) {
        try {
            if (process.isAlive()) {
                client.sendControl(
                        "shutdown_request", Content.of().with("restart", false).json());
            }
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            client.close();
            Files.deleteIfExists(connectionFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Sends an interrupt, as a front end's stop button does. */
    public void interrupt() {
        client.sendControl("interrupt_request", new JsonObject());
    }

    private static Connection freeConnection() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                sockets.add(new ServerSocket(0, 1, loopback));
            }
            int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            String key = UUID.randomUUID().toString();
            return new Connection(
                    "tcp", "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], key, "hmac-sha256");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
