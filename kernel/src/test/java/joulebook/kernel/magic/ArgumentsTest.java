package joulebook.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import joulebook.kernel.error.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    static Stream<org.junit.jupiter.params.provider.Arguments> lines() {
        return Stream.of(
                line("", List.of()),
                line("  \t ", List.of()),
                line("a  --b=1\tc", List.of("a", "--b=1", "c")),
                line("'a b' \"c d\"", List.of("a b", "c d")),
                line("--name='a b'c", List.of("--name=a bc")),
                line("'' \"\"", List.of("", "")),
                line("\"it's\" 'say \"x\"'", List.of("it's", "say \"x\"")),
                line("a\\ b \\'c \\\\", List.of("a b", "'c", "\\")),
                line("'a\\b' \"a\\\"b\"", List.of("a\\b", "a\"b")),
                line("end\\", List.of("end\\")),
                line("--n={a + 1} x{b}y", List.of("--n=<a + 1>", "x<b>y")),
                line("\"{a} {b}\" '{a}'", List.of("<a> <b>", "{a}")),
                line("{{a}} \\{a} }", List.of("{a}", "{a}", "}")),
                line("{f(\"}\", '{', () -> { }) }", List.of("<f(\"}\", '{', () -> { }) >")),
                line("{\"\\\"}\"}", List.of("<\"\\\"}\">")),
                line("\ud83d\ude00 \u00e9", List.of("\ud83d\ude00", "\u00e9")));
    }

    private static org.junit.jupiter.params.provider.Arguments line(String line, List<String> words) {
        return org.junit.jupiter.params.provider.Arguments.of(line, words);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void splitsAsAShellDoes(String line, List<String> words) throws Exception {
        assertThat(Arguments.split("say", line, expression -> "<" + expression + ">"))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "a \"b", "\"a\\\"", "\"a' b", "{a", "{\"}\"", "{f(() -> {)}"})
    void refusesAnOpenQuoteOrBrace(String line) {
        assertThatThrownBy(() -> Arguments.split("say", line, expression -> expression))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("%say: a (quote|brace) \\(.\\) is not closed\\.");
    }

    @Test
    void aValueWithSpacesStaysOneWord() throws Exception {
        assertThat(Arguments.split("say", "a{b}", expression -> "1 2")).containsExactly("a1 2");
    }
}
