package joulebook.install.notebook;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marks comments, strings, numbers, keywords, annotations and magics in the source of a cell. */
final class JavaHighlighter {
    /** The kinds of token, each a group of {@link #TOKEN} and a class of the style sheet. */
    private static final List<String> KINDS = List.of("comment", "string", "magic", "annotation", "number", "word");

    /** Quantifiers are possessive: no source, however long, exhausts the stack. What is not closed reaches to the end. */
    private static final Pattern TOKEN = Pattern.compile("""
            (?<comment> //[^\\n]*+ | /\\*(?s:.*?)(?:\\*/|\\z) )
            | (?<string> \"""(?s:(?:[^"\\\\]|\\\\.|"(?!""))*+)(?:\"""|\\z) | "(?:[^"\\\\\\n]|\\\\.)*+"? | '(?:[^'\\\\\\n]|\\\\.)*+'? )
            | (?<magic> ^[\\ \\t]*+%{1,2}+[A-Za-z]\\w*+ )
            | (?<annotation> @[A-Za-z]\\w*+ )
            | (?<number> (?<![\\w$])(?:0[xX][\\da-fA-F_]++ | 0[bB][01_]++ | (?:\\d[\\d_]*+(?:\\.[\\d_]*+)?+|\\.\\d[\\d_]*+)(?:[eE][+-]?\\d++)?+)[lLfFdD]?+ )
            | (?<word> [\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*+ )
            """, Pattern.COMMENTS | Pattern.MULTILINE);

    private static final Set<String> KEYWORDS = Set.of(
            ("abstract assert boolean break byte case catch char class const continue default do double else enum extends false final"
                            + " finally float for goto if implements import instanceof int interface long native new non-sealed null"
                            + " package permits private protected public record return sealed short static strictfp super switch"
                            + " synchronized this throw throws transient true try var void volatile while yield")
                    .split(" "));

    private JavaHighlighter() {}

    /** The source as HTML, its tokens in spans. */
    static String toHtml(String source) {
        StringBuilder html = new StringBuilder();
        Matcher token = TOKEN.matcher(source);
        int end = 0;
        while (token.find()) {
            html.append(Html.escape(source.substring(end, token.start()))).append(marked(token));
            end = token.end();
        }
        return html.append(Html.escape(source.substring(end))).toString();
    }

    private static String marked(Matcher token) {
        String text = token.group();
        String kind = KINDS.stream()
                .filter(name -> token.group(name) != null)
                .findFirst()
                .orElseThrow();
        if (!kind.equals("word")) {
            return Html.span(kind, text);
        }
        return KEYWORDS.contains(text) ? Html.span("keyword", text) : Html.escape(text);
    }
}
