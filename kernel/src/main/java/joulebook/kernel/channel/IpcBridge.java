package joulebook.kernel.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Unix domain socket in front of a TCP port of this machine. JeroMQ's own {@code ipc} is a TCP port in disguise,
 * which no other ZeroMQ can reach; the bytes on the wire are the same, so they are passed on as they come.
 */
final class IpcBridge implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final InetSocketAddress target;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /** @param port a port on the loopback address */
    IpcBridge(Path path, int port) throws IOException {
        this.path = path;
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        Files.deleteIfExists(path); // of a kernel that was killed
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        start(this::accept);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        for (SocketChannel channel : open) {
            channel.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            SocketChannel client = server.accept();
            SocketChannel kernel = SocketChannel.open(target);
            kernel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            open.add(client);
            open.add(kernel);
            start(() -> pass(client, kernel));
            start(() -> pass(kernel, client));
        }
    }

    /** Passes bytes on until one side ends, which ends the other. */
    private void pass(SocketChannel from, SocketChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try (from;
                to) {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } finally {
            open.remove(from);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // one side has closed
                    }
                },
                "ipc bridge");
        thread.setDaemon(true);
        thread.start();
    }
}
