package joulebook.kernel.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IpcBridgeTest {
    @TempDir
    Path folder;

    @Test
    void passesBytesOnInBothDirectionsAndTheEnd() throws Exception {
        Path path = folder.resolve("kernel-1");
        Files.writeString(path, "left by a kernel that was killed");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                IpcBridge bridge = new IpcBridge(path, server.getLocalPort());
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
                Socket kernel = server.accept()) {
            client.write(ByteBuffer.wrap("question".getBytes(UTF_8)));
            assertThat(kernel.getInputStream().readNBytes(8)).asString(UTF_8).isEqualTo("question");
            kernel.getOutputStream().write("answer".getBytes(UTF_8));
            ByteBuffer answer = ByteBuffer.allocate(6);
            while (answer.hasRemaining()) {
                client.read(answer);
            }
            assertThat(new String(answer.array(), UTF_8)).isEqualTo("answer");
            client.close();
            assertThat(kernel.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(path).doesNotExist();
    }
}
