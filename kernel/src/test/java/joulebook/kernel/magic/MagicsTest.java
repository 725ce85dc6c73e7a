package joulebook.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.CellText.MagicPart;
import joulebook.kernel.magic.MagicCompletion.Candidate;
import joulebook.kernel.magic.MagicCompletion.Kind;
import joulebook.kernel.session.Variable;
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
            description = {"Fit a model as %%%%other.", "More of it."},
            subcommands = Compare.class)
    static final class Fit implements Magic {
        @Option(
                names = {"-e", "--epochs"},
                description = "How often (default ${DEFAULT-VALUE}, as %%%%other).")
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

    /** Variables with a text, and a name besides. */
    static final class Texts extends VariableNames {
        Texts() {
            super(List.of("all"), String.class);
        }
    }

    /** A subcommand. */
    @Command(name = "compare", description = "Compare two.")
    static final class Compare implements Magic {
        @Parameters(arity = "2", completionCandidates = Texts.class)
        private String[] names;

        @Override
        public Object run(MagicContext context) {
            return String.join(" against ", names);
        }
    }

    @BeforeEach
    void register() {
        magics.register(Fit::new);
        magics.register(Code::new);
        magics.register(Read::new);
        magics.register(Text::new);
    }

    /** Takes Java. */
    @Command(name = "code")
    static final class Code implements Magic {
        @Option(names = {"-n", "--times"})
        private int times = 1;

        @Option(names = "--quiet")
        private boolean quiet;

        @Parameters(arity = "0..1")
        private String code = "";

        @Override
        public Object run(MagicContext context) {
            return times + " " + quiet + " " + code;
        }

        @Override
        public boolean takesCode() {
            return true;
        }
    }

    /** Takes a file, below or instead of which there is no text. */
    @Command(name = "read")
    static final class Read implements Magic {
        @Parameters
        private List<Path> files;

        @Override
        public Object run(MagicContext context) {
            return files;
        }

        @Override
        public Form form() {
            return Form.LINE;
        }
    }

    /** Needs a text. */
    @Command(name = "text")
    static final class Text implements Magic {
        @Override
        public Object run(MagicContext context) {
            return "ran";
        }

        @Override
        public Form form() {
            return Form.CELL;
        }
    }

    private Object run(String name, String arguments) throws Exception {
        return magics.run(new MagicPart(name, arguments, Optional.empty(), 1), null);
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
                .contains(
                        "Fit a model as %%other.",
                        "-e, --epochs", "How often (default 3, as %%other).", "compare", "--help")
                .doesNotContain("version", "\u001b");
        assertThat(text("fit", "compare --help"))
                .startsWith("Usage: %fit compare [")
                .contains("Compare two.");
        assertThat(magics.help("fit")).isEqualTo(text("fit", "-h"));
        assertThat(magics.help("unknown")).isEmpty();
    }

    @Test
    void completesNamesOptionsAndSubcommands() {
        assertThat(magics.names("")).containsExactly("code", "fit", "lsmagic", "read", "text");
        assertThat(magics.names("ls")).containsExactly("lsmagic");
        assertThat(complete("fit", " ")).containsExactlyInAnyOrder("--epochs", "--help", "--method", "compare");
        assertThat(complete("fit", " --m")).containsExactly("--method");
        assertThat(complete("fit", " compare --h")).containsExactly("--help");
        assertThat(complete("unknown", "")).isEmpty();
        assertThat(magics.complete("fit", " -e 3 --ep", List::of))
                .isEqualTo(new MagicCompletion(
                        "--ep",
                        List.of(new Candidate("--epochs", "How often (default 3, as %%other).", Kind.OPTION)),
                        false,
                        false));
    }

    @Test
    void completesTheValuesOfAnOption() {
        assertThat(complete("fit", " --method ")).containsExactly("backprop", "mono");
        assertThat(complete("fit", " --method m")).containsExactly("mono");
        assertThat(magics.complete("fit", " --method=b", List::of))
                .isEqualTo(new MagicCompletion("b", List.of(new Candidate("backprop", "", Kind.VALUE)), false, false));
        assertThat(complete("fit", " --epochs ")).isEmpty();
        assertThat(complete("fit", " --method mono c")).containsExactly("compare");
    }

    @Test
    void completesVariablesOfTheTypeThatAnArgumentTakes() {
        List<Variable> variables = List.of(
                new Variable("alpha", "String", "a"), new Variable("n", "int", 1), new Variable("b", "Object", "b"));
        assertThat(magics.complete("fit", " compare ", () -> variables).candidates())
                .filteredOn(candidate -> candidate.kind() != Kind.OPTION)
                .containsExactly(
                        new Candidate("all", "", Kind.VALUE),
                        new Candidate("alpha", "String", Kind.VARIABLE),
                        new Candidate("b", "Object", Kind.VARIABLE));
        assertThat(magics.complete("fit", " compare b alp", () -> variables).candidates())
                .containsExactly(new Candidate("alpha", "String", Kind.VARIABLE));
    }

    @Test
    void saysWhereAFileMayStand() {
        assertThat(magics.complete("read", " some/f", List::of).files()).isTrue();
        assertThat(magics.complete("read", " some/f", List::of).word()).isEqualTo("some/f");
        assertThat(magics.complete("fit", " some/f", List::of).files()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-n 3 f(\"a  b\", {1}) | 3 false f(\"a  b\", {1})",
                "--times=3 --quiet -a | 3 true -a",
                "a -n 3 | 1 false a -n 3",
                "@file 'x' | 1 false @file 'x'",
            },
            quoteCharacter = '`')
    void javaIsTakenAsItStands(String line, String value) throws Exception {
        assertThat(run("code", line)).isEqualTo(value);
    }

    @Test
    void aTextIsNeitherLostNorMissing() throws Exception {
        assertThat(magics.run(new MagicPart("text", "", Optional.of("x"), 1), null))
                .isEqualTo("ran");
        assertThatThrownBy(() -> run("text", "")).hasMessage("%text works on the text below it.");
        assertThatThrownBy(() -> magics.run(new MagicPart("read", "a", Optional.of("x"), 1), null))
                .hasMessage("%%read takes no text below it.");
    }

    private List<String> complete(String name, String before) {
        return magics.complete(name, before, List::of).candidates().stream()
                .map(Candidate::text)
                .toList();
    }

    @Test
    void listsAllMagics() throws Exception {
        assertThat(text("lsmagic", ""))
                .contains("%fit", "Fit a model as %%other.", "%lsmagic")
                .doesNotContain("More of it.");
    }
}
