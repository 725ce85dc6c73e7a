package joulebook.kernel.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import joulebook.kernel.error.UserError;
import joulebook.kernel.protocol.Connection;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.protocol.MessageCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Real sockets over loopback. */
@Timeout(60)
class ChannelsTest {
    private static final int LIMIT_MS = 20_000;
    /** JeroMQ 0.6.0 at times leaves a socket that it has connected unread; it connects anew after this. */
    private static final int HANDSHAKE_MS = 500;

    private final ZContext context = new ZContext();
    private Set<Thread> threadsBefore;
    private Connection connection;
    private MessageCodec codec;
    private Channels channels;

    @BeforeEach
    void open() throws IOException {
        threadsBefore = Thread.getAllStackTraces().keySet();
        int[] ports = freePorts(5);
        connection = new Connection(
                "tcp", "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], "secret", "hmac-sha256");
        codec = connection.codec();
        channels = new Channels(connection);
    }

    @AfterEach
    void close() {
        channels.close();
        context.close();
    }

    private static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0));
        }
        int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private ZMQ.Socket client(SocketType type, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setReceiveTimeOut(LIMIT_MS);
        socket.setHandshakeIvl(HANDSHAKE_MS);
        socket.connect(connection.address(port));
        return socket;
    }

    private static Message message(String type) {
        return Message.of(type, "test", new JsonObject(), new JsonObject());
    }

    private void request(ZMQ.Socket socket, Message message) {
        Sockets.send(socket, codec.encode(message));
    }

    private Message answer(ZMQ.Socket socket) throws Exception {
        return codec.decode(Sockets.receive(socket, 0));
    }

    private static void echo(Message request, Consumer<Message> reply) {
        reply.accept(
                Message.of(request.type().replace("_request", "_reply"), "test", request.header(), request.content())
                        .withIdentities(request.identities()));
    }

    private static void refuse(Message request, Consumer<Message> reply) {
        throw new AssertionError("nothing was to come here");
    }

    @Test
    void echoesTheHeartbeat() {
        channels.start(ChannelsTest::refuse, ChannelsTest::refuse);
        ZMQ.Socket heartbeat = client(SocketType.REQ, connection.heartbeatPort());
        for (String beat : new String[] {"ping", "", "pong"}) {
            heartbeat.send(beat);
            assertThat(heartbeat.recvStr()).isEqualTo(beat);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnAfterGarbage(boolean onShell) throws Exception {
        channels.start(
                onShell ? ChannelsTest::echo : ChannelsTest::refuse,
                onShell ? ChannelsTest::refuse : ChannelsTest::echo);
        ZMQ.Socket socket = client(SocketType.DEALER, onShell ? connection.shellPort() : connection.controlPort());
        List<byte[]> good = codec.encode(message("kernel_info_request"));
        List<byte[]> forged = new ArrayList<>(good);
        forged.set(1, "00".repeat(32).getBytes(UTF_8));
        byte[] noise = new byte[1_000];
        new Random(7).nextBytes(noise);

        Sockets.send(socket, List.of(noise));
        Sockets.send(socket, List.of(new byte[0]));
        Sockets.send(socket, List.of(noise, "<IDS|MSG>".getBytes(UTF_8), noise, noise, noise, noise, noise, noise));
        Sockets.send(socket, good.subList(0, 4));
        Sockets.send(socket, forged);
        Message request = message("kernel_info_request");
        request(socket, request);

        Message answer = answer(socket);
        assertThat(answer.type()).isEqualTo("kernel_info_reply");
        assertThat(answer.parent()).isEqualTo(request.header());
    }

    @Test
    void whatCameOnOneSocketIsRefusedOnAnother() throws Exception {
        channels.start(ChannelsTest::echo, ChannelsTest::echo);
        ZMQ.Socket shell = client(SocketType.DEALER, connection.shellPort());
        ZMQ.Socket control = client(SocketType.DEALER, connection.controlPort());
        List<byte[]> request = codec.encode(message("shutdown_request"));
        Sockets.send(control, request);
        assertThat(answer(control).type()).isEqualTo("shutdown_reply");
        Sockets.send(shell, request);
        request(shell, message("kernel_info_request"));
        assertThat(answer(shell).type()).isEqualTo("kernel_info_reply");
    }

    @Test
    void goesOnAfterAHandlerThatThrows() throws Exception {
        channels.start(
                (request, reply) -> {
                    switch (request.type()) {
                        case "error_request" -> throw new StackOverflowError("thrown by the test");
                        case "exception_request" -> throw new IllegalStateException("thrown by the test");
                        default -> echo(request, reply);
                    }
                },
                ChannelsTest::refuse);
        ZMQ.Socket shell = client(SocketType.DEALER, connection.shellPort());
        request(shell, message("error_request"));
        request(shell, message("exception_request"));
        request(shell, message("good_request"));
        assertThat(answer(shell).type()).isEqualTo("good_reply");
    }

    @Test
    void controlIsAnsweredWhileShellIsBusy() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        channels.start(
                (request, reply) -> {
                    awaitQuietly(interrupted);
                    echo(request, reply);
                },
                (request, reply) -> {
                    echo(request, reply);
                    interrupted.countDown();
                });
        ZMQ.Socket shell = client(SocketType.DEALER, connection.shellPort());
        ZMQ.Socket control = client(SocketType.DEALER, connection.controlPort());
        request(shell, message("execute_request"));
        request(control, message("interrupt_request"));
        assertThat(answer(control).type()).isEqualTo("interrupt_reply");
        assertThat(answer(shell).type()).isEqualTo("execute_reply");
    }

    @Test
    void publishesInOrder() throws Exception {
        channels.start(ChannelsTest::refuse, ChannelsTest::refuse);
        ZMQ.Socket subscriber = subscribe();
        for (int i = 0; i < 2_000; i++) {
            channels.publish(message("number-" + i).withIdentities(List.of("topic".getBytes(UTF_8))));
        }
        List<String> received = new ArrayList<>();
        while (received.size() < 2_000) {
            Message message = answer(subscriber);
            assertThat(message.identities()).containsExactly("topic".getBytes(UTF_8));
            received.add(message.type());
        }
        assertThat(received)
                .containsExactlyElementsOf(
                        IntStream.range(0, 2_000).mapToObj(i -> "number-" + i).toList());
    }

    /** A subscriber that was welcomed: it misses nothing from now on. */
    private ZMQ.Socket subscribe() throws Exception {
        ZMQ.Socket subscriber = client(SocketType.SUB, connection.iopubPort());
        subscriber.subscribe("");
        assertThat(answer(subscriber).type()).isEqualTo("iopub_welcome");
        return subscriber;
    }

    @Test
    void takesTheExecutionsThatWaitAndLeavesTheRest() throws Exception {
        List<String> handled = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        channels.start(
                (request, reply) -> {
                    handled.add(request.type());
                    if (request.type().equals("execute_request")) {
                        while (taken.size() < 2) { // they are on their way
                            channels.takeWaitingExecutions().forEach(waiting -> taken.add(waiting.text("code", "")));
                        }
                    }
                    echo(request, reply);
                },
                ChannelsTest::refuse);
        ZMQ.Socket shell = client(SocketType.DEALER, connection.shellPort());
        request(shell, message("execute_request"));
        request(shell, message("complete_request"));
        request(shell, execution("b"));
        request(shell, message("inspect_request"));
        request(shell, execution("c"));
        request(shell, message("last_request"));
        assertThat(List.of(answer(shell), answer(shell), answer(shell), answer(shell)))
                .extracting(Message::type)
                .containsExactly("execute_reply", "complete_reply", "inspect_reply", "last_reply");
        assertThat(taken).containsExactly("b", "c");
        assertThat(handled).containsExactly("execute_request", "complete_request", "inspect_request", "last_request");
    }

    @Test
    void aSubshellAnswersWhileTheMainShellIsBusy() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        channels.start(
                (request, reply) -> {
                    if (request.subshell().isEmpty()) {
                        awaitQuietly(busy);
                    }
                    echo(request, reply);
                },
                ChannelsTest::refuse);
        String subshell = channels.openSubshell();
        assertThat(channels.subshells()).containsExactly(subshell);
        Message beside = message("complete_request");
        beside.header().addProperty("subshell_id", subshell);
        ZMQ.Socket shell = client(SocketType.DEALER, connection.shellPort());
        request(shell, message("execute_request"));
        request(shell, beside);
        assertThat(answer(shell).type()).isEqualTo("complete_reply");
        busy.countDown();
        assertThat(answer(shell).type()).isEqualTo("execute_reply");
        assertThat(channels.closeSubshell(subshell)).isTrue();
        assertThat(channels.closeSubshell(subshell)).isFalse();
        assertThat(channels.subshells()).isEmpty();
    }

    @Test
    void welcomesEachSubscriber() throws Exception {
        channels.start(ChannelsTest::refuse, ChannelsTest::refuse);
        for (int i = 0; i < 2; i++) {
            ZMQ.Socket subscriber = client(SocketType.SUB, connection.iopubPort());
            subscriber.subscribe("");
            Message welcome = answer(subscriber);
            assertThat(welcome.type()).isEqualTo("iopub_welcome");
            assertThat(welcome.text("subscription", "none")).isEmpty();
            assertThat(welcome.parent().size()).isZero();
        }
    }

    @Test
    void asksTheClientAndGivesItsAnswer() throws Exception {
        channels.start(ChannelsTest::refuse, ChannelsTest::refuse);
        ZMQ.Socket stdin = context.createSocket(SocketType.DEALER);
        stdin.setIdentity("me".getBytes(UTF_8));
        stdin.setHandshakeIvl(HANDSHAKE_MS);
        stdin.connect(connection.address(connection.stdinPort()));
        stdin.setReceiveTimeOut(20);
        BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
        Thread asking = null;
        List<byte[]> asked = List.of();
        while (asked.isEmpty()) { // the kernel may not know the client yet; a question that is given up does no harm
            if (asking != null) {
                asking.interrupt();
                asking.join();
            }
            asking = new Thread(() -> ask(answers));
            asking.start();
            asked = Sockets.receive(stdin, 0);
        }
        assertThat(codec.decode(asked).type()).isEqualTo("input_request");
        request(stdin, message("comm_msg")); // no answer
        JsonObject value = new JsonObject();
        value.addProperty("value", "42");
        request(stdin, Message.of("input_reply", "test", new JsonObject(), value));
        assertThat(answers.take().text("value", "")).isEqualTo("42");
    }

    private void ask(BlockingQueue<Message> answers) {
        try {
            answers.add(channels.ask(message("input_request").withIdentities(List.of("me".getBytes(UTF_8)))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Message execution(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        return Message.of("execute_request", "test", new JsonObject(), content);
    }

    @Test
    void closeEndsAllThreadsWhileNothingArrives() throws Exception {
        channels.start(ChannelsTest::refuse, ChannelsTest::refuse);
        Set<Thread> ours = new HashSet<>(Thread.getAllStackTraces().keySet());
        ours.removeAll(threadsBefore);
        assertThat(ours)
                .extracting(Thread::getName)
                .contains("iopub", "shell socket", "control socket", "stdin socket", "heartbeat", "shell", "control");
        channels.close();
        for (Thread thread : ours) {
            thread.join(LIMIT_MS);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void closeLosesNothingThatWasSentBefore() throws Exception {
        int replies = 2_000;
        CountDownLatch sent = new CountDownLatch(1);
        channels.start(ChannelsTest::refuse, (request, reply) -> {
            for (int i = 0; i < replies; i++) {
                echo(request, reply);
            }
            sent.countDown();
        });
        ZMQ.Socket client = client(SocketType.DEALER, connection.controlPort());
        request(client, message("shutdown_request"));
        sent.await();
        channels.close();
        for (int i = 0; i < replies; i++) {
            assertThat(answer(client).type()).as("reply %d", i).isEqualTo("shutdown_reply");
        }
    }

    @Test
    void closeDoesNotWaitForEverForAHandlerThatDoesNotReturn() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        channels.start(
                (request, reply) -> {
                    entered.countDown();
                    awaitQuietly(closed);
                },
                ChannelsTest::refuse);
        request(client(SocketType.DEALER, connection.shellPort()), message("execute_request"));
        entered.await();
        channels.close();
        closed.countDown();
    }

    @Test
    void tellsThatAPortIsTaken() {
        channels.start(ChannelsTest::refuse, ChannelsTest::refuse);
        assertThatThrownBy(() -> new Channels(connection))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("could not be opened");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
