package joulebook.install.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaHighlighterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "// if \"x\" 1 ! <comment>// if \"x\" 1</comment>",
                "/* a ! <comment>/* a</comment>",
                "a/*b*/c ! a<comment>/*b*/</comment>c",
                "\"// no \\\" comment\" + 'c' ! <string>\"// no \\\" comment\"</string> + <string>'c'</string>",
                "\"open ! <string>\"open</string>",
                "\"\"\" a \"b\" /*c \"\"\" ; ! <string>\"\"\" a \"b\" /*c \"\"\"</string> ;",
                "return newest; ! <keyword>return</keyword> newest;",
                "a1 + 0xFF_L - 1_000.5e-3f + .5 ! a1 + <number>0xFF_L</number> - <number>1_000.5e-3f</number> + <number>.5</number>",
                "a % b ! a % b",
                "%train --epochs 3 ! <magic>%train</magic> --epochs <number>3</number>",
                "%%bash ! <magic>%%bash</magic>",
                "@Override void f() ! <annotation>@Override</annotation> <keyword>void</keyword> f()",
                "List<String> ! List&lt;String&gt;"
            })
    void tokens(String source, String expected) {
        assertThat(marked(source)).isEqualTo(expected);
    }

    @Test
    void aMagicStartsItsLine() {
        assertThat(marked("int a = b\n%c;")).isEqualTo("<keyword>int</keyword> a = b\n<magic>%c</magic>;");
        assertThat(marked("a %b")).isEqualTo("a %b");
    }

    @Test
    void longSourcesDoNotExhaustTheStack() {
        String long100k = "x\\\\\"".repeat(100_000);
        for (String source : new String[] {
            "/*" + long100k, "\"" + long100k.replace("\"", ""), "\"\"\"" + long100k, "'" + long100k, "1".repeat(100_000)
        }) {
            assertThat(JavaHighlighter.toHtml(source)).startsWith("<span");
        }
    }

    /** The HTML with the kinds of token as tags, for short. */
    private static String marked(String source) {
        return JavaHighlighter.toHtml(source)
                .replaceAll("<span class=\"(\\w+)\">(.*?)</span>", "<$1>$2</$1>")
                .replace("&quot;", "\"")
                .replace("&#39;", "'");
    }
}
