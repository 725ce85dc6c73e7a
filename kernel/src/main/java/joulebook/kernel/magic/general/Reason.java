package joulebook.kernel.magic.general;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import joulebook.kernel.error.UserError;

/** Why reading or writing failed, in words. */
final class Reason {
    private Reason() {}

    static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        if (e instanceof UnknownHostException) {
            return "the host " + e.getMessage() + " is unknown";
        }
        String text = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return text == null
                ? e.getClass().getSimpleName()
                : text.lines().findFirst().orElse("");
    }

    /** Such as {@code %load cannot read /a/b: there is no such file.} */
    static UserError cannot(String what, Object file, IOException e) {
        return new UserError(what + " " + file + ": " + of(e) + ".", "The notebook's directory is what %pwd shows.");
    }
}
