package joulebook.kernel.display;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.awt.image.RenderedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import joulebook.kernel.error.UserError;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Values that show as a given type, such as {@code html("<b>bold</b>")}; every cell can call these by their simple names.
 * Each has plain text too, for front ends that show nothing else.
 */
public final class Displays {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();
    private static final int TIMEOUT_MS = 20_000;

    private Displays() {}

    /** HTML, as it is: not escaped. */
    public static DisplayData html(String html) {
        return typed("text/html", html, html);
    }

    /** Markdown. */
    public static DisplayData markdown(String markdown) {
        return typed("text/markdown", markdown, markdown);
    }

    /** LaTeX; a formula without delimiters is taken as a displayed one. */
    public static DisplayData latex(String latex) {
        boolean delimited = latex.contains("$") || latex.contains("\\begin") || latex.contains("\\[");
        return typed("text/latex", delimited ? latex : "$$" + latex + "$$", latex);
    }

    /** An SVG drawing, given as its XML. */
    public static DisplayData svg(String xml) {
        return typed("image/svg+xml", xml, xml);
    }

    /** JavaScript, for the front end to run. */
    public static DisplayData javascript(String code) {
        return typed("application/javascript", code, code);
    }

    /**
     * A JSON tree.
     *
     * @param value JSON text if it is a String, else an object that is turned into JSON
     */
    public static DisplayData json(Object value) {
        try {
            JsonElement tree = value instanceof String text ? JsonParser.parseString(text) : GSON.toJsonTree(value);
            return typed("application/json", tree, GSON.toJson(tree));
        } catch (JsonParseException e) {
            throw new UserError(
                    value instanceof String
                            ? "This text is not JSON: " + e.getMessage() + "."
                            : "A " + value.getClass().getSimpleName() + " cannot be turned into JSON.",
                    "Give JSON text, or an object of maps, lists, records, texts and numbers.");
        }
    }

    /** An image file: PNG, JPEG, GIF, WebP or SVG. */
    public static DisplayData image(Path file) {
        try {
            return image(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new UserError("The image " + file + " cannot be read.", "Give the path of a file that exists.");
        }
    }

    /** The image at an address, fetched now. */
    public static DisplayData image(URL address) {
        try {
            URLConnection connection = address.openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            try (InputStream bytes = connection.getInputStream()) {
                return image(bytes.readAllBytes(), address.toString());
            }
        } catch (IOException e) {
            throw new UserError("The image at " + address + " cannot be fetched: " + e.getMessage() + ".");
        }
    }

    /** An image in the bytes of its file: PNG, JPEG, GIF, WebP or SVG. */
    public static DisplayData image(byte[] bytes) {
        return image(bytes, "%,d bytes".formatted(bytes.length));
    }

    /** An image in memory, as PNG. */
    public static DisplayData image(RenderedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return image(png.toByteArray(), "%d x %d pixels".formatted(image.getWidth(), image.getHeight()));
    }

    private static DisplayData image(byte[] bytes, String name) {
        String type = imageType(bytes, name);
        String content = type.equals("image/svg+xml")
                ? new String(bytes, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(bytes);
        return typed(type, content, "image (" + name + ")");
    }

    private static String imageType(byte[] bytes, String name) {
        String start = new String(bytes, 0, Math.min(bytes.length, 1_000), StandardCharsets.ISO_8859_1);
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        if (start.stripLeading().startsWith("<") && start.contains("<svg")) {
            return "image/svg+xml";
        }
        try {
            String type = URLConnection.guessContentTypeFromStream(new ByteArrayInputStream(bytes));
            if (type != null && type.matches("image/(png|jpeg|gif)")) {
                return type;
            }
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory could not be read", e);
        }
        throw new UserError(
                "No image that a notebook can show is in " + name + ".", "Give a PNG, JPEG, GIF, WebP or SVG.");
    }

    private static DisplayData typed(String type, Object content, String text) {
        DisplayData data = new DisplayData(ObjectText.of(text));
        data.putData(type, content);
        return data;
    }
}
