package joulebook.kernel.protocol;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.stream.IntStream;
import joulebook.kernel.error.UserError;
import org.dflib.jjava.jupyter.messages.HMACGenerator;

/**
 * A kernel's connection: where its five sockets are and how messages are signed.
 *
 * @param transport {@code tcp} or {@code ipc}
 * @param ip the address (tcp) or the path's beginning (ipc)
 * @param key the signing key; empty for no signatures
 * @param signatureScheme such as {@code hmac-sha256}
 */
public record Connection(
        String transport,
        String ip,
        @SerializedName("shell_port") int shellPort,
        @SerializedName("iopub_port") int iopubPort,
        @SerializedName("stdin_port") int stdinPort,
        @SerializedName("control_port") int controlPort,
        @SerializedName("hb_port") int heartbeatPort,
        String key,
        @SerializedName("signature_scheme") String signatureScheme) {

    /** Reads a connection file as Jupyter writes it. */
    public static Connection read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "The connection file " + file + " does not exist.",
                    "Jupyter writes it when it starts a kernel: start Joulebook from Jupyter or with 'joulebook run'.");
        }
        try {
            Connection connection = new Gson().fromJson(Files.readString(file), Connection.class);
            if (connection != null && connection.isWhole()) {
                return connection;
            }
        } catch (JsonParseException e) {
            // said below
        } catch (IOException e) {
            throw new UserError("The connection file " + file + " cannot be read (" + e.getMessage() + ").");
        }
        throw new UserError(
                "The connection file " + file + " is not a Jupyter connection file.",
                "Expected is a JSON object with transport (tcp or ipc), ip, five ports, key and signature_scheme.");
    }

    private boolean isWhole() {
        boolean ports = IntStream.of(shellPort, iopubPort, stdinPort, controlPort, heartbeatPort)
                .allMatch(port -> port > 0);
        return ("tcp".equals(transport) || "ipc".equals(transport)) && ip != null && ports;
    }

    /** This connection as the text of a connection file. */
    public String toJson() {
        return new Gson().toJson(this);
    }

    /** The ZeroMQ address of one of the five ports. */
    public String address(int port) {
        return transport + "://" + (transport.equals("ipc") ? path(port) : ip + ":" + port);
    }

    /** The Unix domain socket that stands for one of the five ports where the transport is {@code ipc}. */
    public Path path(int port) {
        return Path.of(ip + "-" + port);
    }

    /** A codec that signs with this connection's key. */
    public MessageCodec codec() {
        if (key == null || key.isEmpty()) {
            return new MessageCodec(HMACGenerator.NO_AUTH_INSTANCE);
        }
        try {
            String scheme = signatureScheme == null ? "hmac-sha256" : signatureScheme;
            return new MessageCodec(new HMACGenerator(scheme.replace("-", ""), key));
        } catch (GeneralSecurityException e) {
            throw new UserError("The signature scheme '" + signatureScheme + "' is not known; hmac-sha256 is.");
        }
    }
}
