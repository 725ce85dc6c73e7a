package joulebook.ml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextsTest {

    @ParameterizedTest
    @MethodSource("joulebook.ml.data.Texts#names")
    void textsAreLongAndOfKnownCharacters(String name) {
        String text = Texts.load(name);
        assertThat(text).hasSizeGreaterThan(1_000_000);
        assertThat(text.chars().map(c -> Texts.index((char) c))).allMatch(i -> i >= 0 && i < Texts.CHARACTERS);
    }

    @Test
    void mobyDickBeginsAsItShould() {
        assertThat(Texts.load("moby-dick")).startsWith("Call me Ishmael.");
    }

    @Test
    void windowsAndWhatFollows() {
        Dataset data = Texts.windows("text", "ab\n~", 2);
        assertThat(data.features()).containsExactly('a' - 31, 'b' - 31, 'b' - 31, 0);
        Targets.Classes next = (Targets.Classes) data.targets();
        assertThat(next.labels()).containsExactly(0, 95);
        assertThat(next.names().get(95)).isEqualTo("~");
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> Texts.load("moby"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("moby-dick, state-of-the-union, java-source");
        assertThatThrownBy(() -> Texts.windows("text", "abc", 3))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("longer text");
    }
}
