package joulebook.kernel;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import joulebook.kernel.cell.History;
import joulebook.kernel.cell.HistoryFile;
import joulebook.kernel.channel.Channels;
import joulebook.kernel.display.JavaRenderer;
import joulebook.kernel.display.Output;
import joulebook.kernel.display.StandardStreams;
import joulebook.kernel.magic.Config;
import joulebook.kernel.magic.Magics;
import joulebook.kernel.magic.general.GeneralMagics;
import joulebook.kernel.protocol.Connection;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.session.JavaSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kernel: wires the sockets, the Java session and the magics, and says who answers which request. */
public final class Kernel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Kernel.class);

    private final String id = UUID.randomUUID().toString();
    private final Channels channels;
    private final Output output;
    private final Questions questions;
    private final CompletableFuture<JavaSession> session;
    private final CellRunner cells;
    private final ExecuteRequests executions;
    private final LanguageRequests language;
    private final Map<String, Function<Message, Answer>> shell;
    private final Map<String, Function<Message, Answer>> control;
    private final CountDownLatch shutdown = new CountDownLatch(1);

    public Kernel(Connection connection) {
        output = new Output(this::publish, id);
        List<KernelExtension> extensions = ServiceLoader.load(KernelExtension.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        // first, for it takes longest: all else gets ready beside it
        session = CompletableFuture.supplyAsync(() -> SessionStart.start(output, extensions), SessionStart::onThread);
        channels = new Channels(connection);
        questions = new Questions(channels::ask, output, id);
        session.thenAccept(java -> java.askWith(questions::ask));
        Magics magics = new Magics();
        JavaRenderer renderer = new JavaRenderer();
        cells = new CellRunner(session::join, magics, renderer, output);
        executions = new ExecuteRequests(cells, output, questions, new History(HistoryFile.ofUser()));
        Config config = new Config();
        output.limit(
                config.register(
                        "output.limit",
                        "How many characters a cell may print: a whole number.",
                        8_000_000L,
                        Long::valueOf)::value);
        GeneralMagics.register(magics, session::join, executions.history(), config);
        language = new LanguageRequests(session::join, magics, executions.history());
        CommRequests comms = new CommRequests(cells.context().tools().comms(), session::join, output);

        // who answers what: on the shell thread or a subshell's, one after the other;
        // on the control thread, beside a running cell
        shell = Map.ofEntries(
                entry("kernel_info_request", request -> KernelInfo.reply()),
                entry("execute_request", executions::execute),
                entry("complete_request", language::complete),
                entry("inspect_request", language::inspect),
                entry("is_complete_request", this::isComplete),
                entry("history_request", language::history),
                entry("comm_info_request", comms::info),
                entry("comm_open", comms::opened),
                entry("comm_msg", comms::received),
                entry("comm_close", comms::closed),
                entry("connect_request", request -> KernelInfo.ports(connection)),
                entry("shutdown_request", this::shutdown));
        control = Map.ofEntries(
                entry("kernel_info_request", request -> KernelInfo.reply()),
                entry("interrupt_request", this::interrupt),
                entry("shutdown_request", this::shutdown),
                entry("create_subshell_request", this::createSubshell),
                entry("delete_subshell_request", this::deleteSubshell),
                entry("list_subshell_request", this::listSubshells));

        KernelExtension.Registry registry =
                new KernelExtension.Registry(magics, renderer, cells::listen, output, config, this::interruptCell);
        extensions.forEach(extension -> extension.install(registry));
        Notebook.attach(cells::context);
    }

    /** Answers requests until a client asks for the end. */
    public void run() throws InterruptedException {
        try (StandardStreams streams = new StandardStreams(output, () -> questions.ask("", false))) {
            output.publish(
                    "status", Content.of().with("execution_state", "starting").json());
            channels.start(
                    (request, reply) -> answer(request, reply, shell),
                    (request, reply) -> answer(request, reply, control));
            shutdown.await();
        }
    }

    /** Ends {@link #run}. */
    public void stop() {
        shutdown.countDown();
    }

    @Override
    public void close() {
        output.flush();
        channels.close();
        session.thenAccept(JavaSession::close);
    }

    private void answer(Message request, Consumer<Message> reply, Map<String, Function<Message, Answer>> handlers) {
        Function<Message, Answer> handler = handlers.get(request.type());
        List<Message> aborted = List.of();
        output.belongTo(request.header());
        status("busy");
        try {
            if (!request.subshell().isEmpty() && !channels.subshells().contains(request.subshell())) {
                send(request, reply, Answer.refused("There is no subshell " + request.subshell() + "."));
            } else if (handler != null) {
                Answer answer = answer(request, handler);
                if (answer.abortsWaiting()) { // before the reply: what is sent after it is to be carried out
                    aborted = channels.takeWaitingExecutions();
                }
                send(request, reply, answer);
            } else if (request.type().endsWith("_request")) {
                send(request, reply, Answer.refused("This kernel does not answer a " + request.type() + "."));
            } else {
                LOG.debug("A {} was ignored", request.type());
            }
        } finally {
            output.flush();
            status("idle");
            if (request.type().equals("shutdown_request")) {
                stop(); // after the reply: the sockets are about to close
            }
        }
        aborted.forEach(waiting -> abort(waiting, reply));
    }

    private static Answer answer(Message request, Function<Message, Answer> handler) {
        try {
            return handler.apply(request);
        } catch (Exception | Error e) { // the client waits, be it that memory was short: it is told
            LOG.error("A {} failed", request.type(), e);
            return Answer.refused("The kernel failed to answer: " + e);
        }
    }

    private void send(Message request, Consumer<Message> reply, Answer answer) {
        if (!request.type().endsWith("_request")) {
            return; // comm messages have no reply
        }
        String type = request.type().replace("_request", "_reply");
        reply.accept(Message.of(type, id, request.header(), answer.content())
                .withIdentities(request.identities())
                .withMetadata(answer.metadata()));
    }

    /** A cell that was sent behind one that failed is not run ({@code stop_on_error}). */
    private void abort(Message waiting, Consumer<Message> reply) {
        output.belongTo(waiting.header());
        status("busy");
        send(waiting, reply, executions.aborted());
        status("idle");
    }

    private void publish(Message message) {
        channels.publish(message);
    }

    private void status(String state) {
        output.publish("status", Content.of().with("execution_state", state).json());
    }

    /** A console waits for this answer, and no longer than a moment: it does not have to wait for the session. */
    private Answer isComplete(Message request) {
        return session.isDone()
                ? language.isComplete(request)
                : Answer.of(Content.of().with("status", "unknown"));
    }

    private Answer interrupt(Message request) {
        interruptCell();
        return Answer.of(Content.ok());
    }

    private void interruptCell() {
        if (session.isDone()) {
            session.join().interrupt();
        }
    }

    private Answer shutdown(Message request) {
        return Answer.of(Content.ok().with("restart", request.flag("restart", false)));
    }

    private Answer createSubshell(Message request) {
        return Answer.of(Content.ok().with("subshell_id", channels.openSubshell()));
    }

    private Answer deleteSubshell(Message request) {
        String subshell = request.text("subshell_id", "");
        return channels.closeSubshell(subshell)
                ? Answer.of(Content.ok())
                : Answer.refused("There is no subshell " + subshell + ".");
    }

    private Answer listSubshells(Message request) {
        return Answer.of(Content.ok().with("subshell_id", Content.strings(channels.subshells())));
    }

    private static Map.Entry<String, Function<Message, Answer>> entry(String type, Function<Message, Answer> handler) {
        return Map.entry(type, handler);
    }
}
