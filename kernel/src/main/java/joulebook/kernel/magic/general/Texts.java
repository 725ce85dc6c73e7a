package joulebook.kernel.magic.general;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Workspace;

/** Reads text from files and from the web. */
final class Texts {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Texts() {}

    /**
     * The text, with line feeds alone between its lines.
     *
     * @param magic whose errors speak
     * @param source a path or an address that begins with http
     */
    static String read(String magic, String source, Workspace workspace) throws InterruptedException {
        String what = "%" + magic + " cannot read";
        try {
            String text = source.matches("https?://.*")
                    ? download(what, source)
                    : Files.readString(workspace.resolve(source));
            return text.replace("\r\n", "\n");
        } catch (IOException e) {
            throw Reason.cannot(what, source, e);
        }
    }

    private static String download(String what, String address) throws IOException, InterruptedException {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT).build();
        } catch (IllegalArgumentException e) {
            throw new UserError(what + " " + address + ": it is not an address.", "Write it as in https://host/file.");
        }
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(Redirect.NORMAL)
                .connectTimeout(LIMIT)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the server answered with status " + response.statusCode());
        }
        return response.body();
    }
}
