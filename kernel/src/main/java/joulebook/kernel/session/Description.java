package joulebook.kernel.session;

/** What something in code is, as plain text and as HTML. */
public record Description(String text, String html) {

    /** Shows code, or other text whose lines are to stay as they are. */
    public static Description ofCode(String code) {
        return new Description(code, "<pre>" + Javadoc.escape(code) + "</pre>");
    }
}
