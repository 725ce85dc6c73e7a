package joulebook.kernel.magic.general;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import joulebook.kernel.TestNotebook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each magic, given what it cannot take, says so in a sentence that names it. */
@Timeout(60)
class BadInputTest {
    private static final TestNotebook NOTEBOOK = new TestNotebook();

    /** These take any text as Java, of which the compiler complains, or as what it is. */
    private static final List<String> ANY_OPTION = List.of("time", "timeit", "help");

    @AfterAll
    static void close() {
        NOTEBOOK.close();
    }

    static Stream<String> names() {
        return NOTEBOOK.magics().names("").stream();
    }

    static Stream<String> namesWithOptions() {
        return names().filter(name -> !ANY_OPTION.contains(name));
    }

    static Stream<String> wrong() {
        return Stream.of(
                "%time",
                "%%time 1 + 1\n2 + 2",
                "%timeit",
                "%timeit -r 0 1 + 1",
                "%timeit -n many 1 + 1",
                "%help nosuchthing",
                "%env a-b=3",
                "%config nosuch=3",
                "%history three",
                "%javap no.Such",
                "%import",
                "%import NoSuchClassAnywhere",
                "%import Annotation",
                "%classpath add",
                "%classpath remove x",
                "%load",
                "%load nosuch --lines 3",
                "%run",
                "%run nosuch.java",
                "%run nosuch.py",
                "%ls nosuch",
                "%deps",
                "%deps nosuch",
                "%deps --scope many a:b:1",
                "%%pom\n<dependencies>",
                "%%writefile\ntext",
                "%%writefile /\ntext",
                "%%lsmagic more\n");
    }

    @ParameterizedTest
    @MethodSource("namesWithOptions")
    void anUnknownOption(String name) {
        check("%" + name + " --no-such-option", name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void anOpenQuoteOrBrace(String name) {
        if (!ANY_OPTION.contains(name)) {
            check("%" + name + " 'open", name);
            check("%" + name + " {open", name);
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongArgument(String cell) {
        check(cell, cell.replaceFirst("%+(\\w+)(?s:.*)", "$1"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void explainsItself(String name) {
        assertThat(NOTEBOOK.run("%" + name + " --help")).startsWith("Usage: %" + name);
        assertThat(NOTEBOOK.run("%lsmagic")).containsPattern("%" + name + " +[A-Z]");
    }

    private static void check(String cell, String name) {
        String told = NOTEBOOK.mistake(cell);
        assertThat(told).contains("%" + name).doesNotContain("Exception", "\n").containsPattern("[.?]$");
        assertThat(NOTEBOOK.recording().types()).containsExactly("error");
    }
}
