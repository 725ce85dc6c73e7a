package joulebook.kernel.session;

import java.util.ArrayList;
import java.util.List;

/** Javadoc comments, which are HTML with tags of their own, as HTML and as plain text. */
final class Javadoc {
    private Javadoc() {}

    static String html(String comment) {
        String inline = comment.replaceAll("\\{@(?:code|literal)\\s+([^{}]*)}", "<code>$1</code>")
                .replaceAll("\\{@link(?:plain)?\\s+(?:[^\\s{}]*\\s+)?([^\\s{}][^{}]*)}", "<code>$1</code>")
                .replaceAll("\\{@\\w+\\s*([^{}]*)}", "$1");
        List<String> blocks = new ArrayList<>(List.of(inline.split("(?m)^\\s*(?=@\\w)")));
        StringBuilder html = new StringBuilder(blocks.remove(0).strip());
        for (String block : blocks) {
            html.append("\n<br>").append(block.strip().replaceFirst("^@(param)\\s+(\\S+)|^@(\\w+)", "<b>$1$3</b> $2"));
        }
        return html.toString();
    }

    static String text(String comment) {
        return html(comment)
                .replaceAll("<(p|li|ul|pre|br|tr|dt|dd)\\b[^>]*>", "\n")
                .replaceAll("<[^>]+>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("(?m)^[ \\t]+$|^ (?=\\S)", "")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
