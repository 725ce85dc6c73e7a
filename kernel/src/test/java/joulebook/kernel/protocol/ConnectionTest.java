package joulebook.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import joulebook.kernel.error.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
    private static final String FILE = """
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1",
             "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": "joulebook"}
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("connection.json");
    }

    private Connection read(String text) throws IOException {
        return Connection.read(Files.writeString(file, text));
    }

    @Test
    void readsAFileOfJupyters() throws IOException {
        assertThat(read(FILE)).isEqualTo(new Connection("tcp", "127.0.0.1", 1, 2, 3, 4, 5, "k", "hmac-sha256"));
    }

    @Test
    void readsWhatItWrites() throws IOException {
        Connection connection = read(FILE);
        assertThat(read(connection.toJson())).isEqualTo(connection);
    }

    @Test
    void namesTheAddressOfATransport() throws IOException {
        assertThat(read(FILE).address(7)).isEqualTo("tcp://127.0.0.1:7");
        Connection ipc = read(FILE.replace("tcp", "ipc").replace("127.0.0.1", "/run/kernel"));
        assertThat(ipc.address(7)).isEqualTo("ipc:///run/kernel-7");
    }

    @Test
    void tellsThatTheFileIsMissing() {
        assertThatThrownBy(() -> Connection.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "3",
                "{\"transport\": \"tcp\"}",
                "{\"transport\": [1]}",
                "{\"shell_port\": \"x\"}"
            })
    void refusesWhatIsNoConnectionFile(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shell_port", "iopub_port", "stdin_port", "control_port", "hb_port", "ip", "transport"})
    void refusesAFileThatLacksAField(String field) {
        assertRefused(FILE.replace(field, "other"));
    }

    @Test
    void refusesAnUnknownTransport() {
        assertRefused(FILE.replace("tcp", "carrier pigeon"));
    }

    @Test
    void refusesAnUnknownSignatureScheme() throws IOException {
        Connection connection = read(FILE.replace("hmac-sha256", "hmac-none"));
        assertThatThrownBy(connection::codec).isInstanceOf(UserError.class).hasMessageContaining("hmac-none");
    }

    private void assertRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not a Jupyter connection file");
    }
}
