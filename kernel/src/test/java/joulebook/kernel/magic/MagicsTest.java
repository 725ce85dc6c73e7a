package joulebook.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.CellText.MagicPart;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class MagicsTest {
    private final Magics magics = new Magics();

    /** How a model is to be fitted. */
    enum Method {
        BACKPROP,
        MONO
    }

    /** A magic with options, a parameter and a subcommand. */
    @Command(
            name = "fit",
            description = {"Fit a model.", "More of it."},
            subcommands = Compare.class)
    static final class Fit implements Magic {
        @Option(
                names = {"-e", "--epochs"},
                description = "How often.")
        private int epochs = 3;

        @Option(names = "--method")
        private Method method = Method.BACKPROP;

        @Parameters(arity = "0..1")
        private String name = "model";

        @Override
        public Object run(MagicContext context) {
            return name + " " + epochs + " " + method;
        }
    }

    /** A subcommand. */
    @Command(name = "compare", description = "Compare two.")
    static final class Compare implements Magic {
        @Parameters(arity = "2")
        private String[] names;

        @Override
        public Object run(MagicContext context) {
            return String.join(" against ", names);
        }
    }

    @BeforeEach
    void register() {
        magics.register(Fit::new);
    }

    private Object run(String name, String arguments) throws Exception {
        return magics.run(new MagicPart(name, arguments, Optional.empty()), null);
    }

    private String text(String name, String arguments) throws Exception {
        return (String) ((DisplayData) run(name, arguments)).getData(MIMEType.TEXT_PLAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | model 3 BACKPROP",
                "-e 5 'my net' | my net 5 BACKPROP",
                "--epochs=7 --method mono | model 7 MONO",
                "compare a b | a against b",
            },
            quoteCharacter = '`')
    void parsesOptionsParametersAndSubcommands(String arguments, String value) throws Exception {
        assertThat(run("fit", arguments.equals("''") ? "" : arguments)).isEqualTo(value);
    }

    @Test
    void eachCallStartsAfresh() throws Exception {
        run("fit", "-e 9 other");
        assertThat(run("fit", "")).isEqualTo("model 3 BACKPROP");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lsmagi | - | There is no magic named %lsmagi. Did you mean %lsmagic? %lsmagic lists them all.",
                "zzzzzz | - | There is no magic named %zzzzzz. %lsmagic lists them all.",
                "fit | --epoch 3 | %fit: Unknown option: '--epoch'",
                "fit | -e many | %fit: Invalid value for option '--epochs'",
                "fit | --method newton | %fit: Invalid value for option '--method'",
                "fit | -e | %fit: Missing required parameter for option '--epochs'",
                "fit | a b | %fit: Unmatched argument at index 1: 'b'",
                "fit | compare a | %fit: positional parameter at index 0..* (<names>) requires at least 2 values",
                "fit | 'open | not closed",
            },
            quoteCharacter = '`')
    void aMistakeIsToldInASentence(String name, String arguments, String told) {
        UserError error =
                catchThrowableOfType(UserError.class, () -> run(name, arguments.equals("-") ? "" : arguments));
        assertThat(error.text()).contains(told).doesNotContain("\n");
        assertThat(error.getMessage()).endsWith(".");
    }

    @Test
    void helpShowsUsageOfTheMagicAndItsSubcommands() throws Exception {
        assertThat(text("fit", "--help"))
                .startsWith("Usage: %fit [")
                .contains("Fit a model.", "-e, --epochs", "How often.", "compare", "--help")
                .doesNotContain("version", "\u001b");
        assertThat(text("fit", "compare --help"))
                .startsWith("Usage: %fit compare [")
                .contains("Compare two.");
        assertThat(magics.help("fit")).isEqualTo(text("fit", "-h"));
        assertThat(magics.help("unknown")).isEmpty();
    }

    @Test
    void completesNamesOptionsAndSubcommands() {
        assertThat(magics.names("")).containsExactly("fit", "lsmagic");
        assertThat(magics.names("ls")).containsExactly("lsmagic");
        assertThat(magics.options("fit", "")).containsExactly("--epochs", "--help", "--method", "compare");
        assertThat(magics.options("fit", "--m")).containsExactly("--method");
        assertThat(magics.options("unknown", "")).isEmpty();
    }

    @Test
    void listsAllMagics() throws Exception {
        assertThat(text("lsmagic", ""))
                .contains("%fit", "Fit a model.", "%lsmagic")
                .doesNotContain("More of it.");
    }
}
