package joulebook.e2e;

import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Paper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages on magics and papers say what the kernel itself says, and the code on the page on the library runs. After a
 * change, {@code mvn verify -Dtest=PagesTest -Dsurefire.failIfNoSpecifiedTests=false -Djoulebook.pages=write} writes them.
 */
class PagesTest {
    private static final Path ROOT = Path.of(System.getProperty("joulebook.root"));
    private static final Pattern NAME = Pattern.compile("^%(\\S+)", Pattern.MULTILINE);
    private static final Pattern VERB = Pattern.compile("^  ([a-z][a-z-]*)(?:, [a-z-]+)*  ", Pattern.MULTILINE);
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    static Path prefix;

    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws IOException {
        kernel = new InstalledKernel(prefix, "--no-archive").start();
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    @Test
    void thePageOnMagicsIsWhatTheySay() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Magics

                What `%NAME --help` says of each. A magic stands on a line of its own (`%name`), or above the text that it works on (`%%name`); Tab completes names, options and their values.
                """);
        Matcher names = NAME.matcher(said("%lsmagic"));
        while (names.find()) {
            describe(page, "##", "%" + names.group(1));
        }
        check(ROOT.resolve("magics/README.md"), page.toString());
    }

    @Test
    void thePageOnPapersIsTheCatalogue() throws IOException {
        List<Paper> built = Catalogue.built();
        String rows = Catalogue.papers().stream()
                .map(paper -> "| %d | `%s` | %s | %s | %d | %s | %s |"
                        .formatted(
                                paper.number(),
                                paper.id(),
                                paper.link().isEmpty()
                                        ? paper.title()
                                        : "[" + paper.title() + "](" + paper.link() + ")",
                                paper.authors().replace("|", "\\|"),
                                paper.year(),
                                paper.topic(),
                                built.contains(paper) ? "`%reproduce " + paper.id() + "`" : "not yet"))
                .collect(Collectors.joining("\n"));
        check(ROOT.resolve("ml-lib/PAPERS.md"), """
                # Papers

                %d papers, of which %d can be reproduced so far. In a notebook `%%papers ID` shows a paper's card and code that uses its method, and `%%reproduce ID` checks its claims by a small experiment; `install/joulebook reproduce ID` does so from the shell.

                | number | id | title | authors | year | topic | reproduction |
                |---:|---|---|---|---:|---|---|
                %s
                """.formatted(Catalogue.papers().size(), built.size(), rows));
    }

    @Test
    void theCodeOnThePageOnTheLibraryRuns() throws IOException {
        Matcher blocks = JAVA.matcher(Files.readString(ROOT.resolve("ml-lib/README.md")));
        int run = 0;
        for (; blocks.find(); run++) {
            Executed cell = execute(kernel, blocks.group(1));
            assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        }
        assertThat(run).isPositive();
    }

    private static void describe(StringBuilder page, String level, String magic) {
        String help = said(magic + " --help").lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
        page.append("\n%s %s\n\n```\n%s\n```\n".formatted(level, magic, help.strip()));
        int verbs = help.indexOf("\nCommands:\n");
        if (verbs >= 0) {
            Matcher verb = VERB.matcher(help.substring(verbs));
            while (verb.find()) {
                describe(page, level + "#", magic + " " + verb.group(1));
            }
        }
    }

    private static String said(String code) {
        Executed cell = execute(kernel, code);
        assertThat(cell.status()).as(code + cell.reply()).isEqualTo("ok");
        return cell.texts("execute_result").get(0);
    }

    private static void check(Path file, String page) throws IOException {
        if (System.getProperty("joulebook.pages", "").equals("write")) {
            Files.writeString(file, page);
        }
        assertThat(Files.readString(file))
                .as("Write the pages anew: -Dtest=PagesTest -Djoulebook.pages=write")
                .isEqualTo(page);
    }
}
