package joulebook.install.notebook;

import com.google.common.html.HtmlEscapers;

/** Small pieces of HTML. */
final class Html {
    private Html() {}

    static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }

    /** A span around plain text. */
    static String span(String classes, String text) {
        return "<span class=\"" + classes + "\">" + escape(text) + "</span>";
    }
}
