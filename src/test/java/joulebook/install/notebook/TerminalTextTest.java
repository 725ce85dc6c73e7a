package joulebook.install.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
    private static final String ESC = "\u001b";

    @Test
    void coloursAndAttributesAreSpans() {
        assertThat(TerminalText.toHtml(
                        "a" + ESC + "[1;31mb<" + ESC + "[22mc" + ESC + "[39md" + ESC + "[44me" + ESC + "[mf"))
                .isEqualTo("a<span class=\"ansi-bold ansi-red\">b&lt;</span><span class=\"ansi-red\">c</span>d"
                        + "<span class=\"ansi-on-blue\">e</span>f");
    }

    @Test
    void aColourReplacesTheOneBefore() {
        assertThat(TerminalText.toHtml(ESC + "[31m" + ESC + "[92ma")).isEqualTo("<span class=\"ansi-green\">a</span>");
    }

    @Test
    void coloursOfLargerPalettesAndOtherEscapesVanish() {
        assertThat(TerminalText.toHtml(ESC + "[38;5;1mA" + ESC + "[2K" + ESC + "[?25lB" + ESC + "]0;title\u0007C"))
                .isEqualTo("ABC");
    }

    @Test
    void aCarriageReturnStartsTheLineAnew() {
        assertThat(TerminalText.toHtml("x\n10 %\r50 %\r100 %\ny\r\nz\r")).isEqualTo("x\n100 %\ny\r\nz\r");
    }
}
