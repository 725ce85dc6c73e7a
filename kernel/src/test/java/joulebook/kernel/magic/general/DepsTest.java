package joulebook.kernel.magic.general;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import joulebook.kernel.TestNotebook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Libraries from a repository in a directory; nothing is fetched from elsewhere. */
@Timeout(120)
class DepsTest {
    private final TestNotebook notebook = new TestNotebook();

    @TempDir
    private Path directory;

    private TestRepository repository;
    private String options;

    @BeforeEach
    void fill() throws IOException {
        repository = new TestRepository(directory.resolve("remote"));
        repository.add("Apple", "1.0", "Stem:1.0", "Branch:1.0");
        repository.add("Branch", "1.0", "Stem:2.0", "Leaf:1.0");
        repository.add("Leaf", "1.0");
        repository.add("Stem", "1.0");
        repository.add("Stem", "2.0");
        options = " --only --repo test=" + repository.url() + " --local '" + directory.resolve("local") + "' ";
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    /** The rows of the table, cells apart by a bar. */
    private List<String> rows(String cell) {
        return notebook.run(cell)
                .lines()
                .skip(1)
                .map(row -> row.replaceAll("  +", "|"))
                .toList();
    }

    @Test
    void addsALibraryAndWhatItDependsOn() {
        assertThat(rows("%deps" + options + "test:Apple:1.0"))
                .containsExactlyInAnyOrder(
                        "test:Apple|1.0|added",
                        "test:Stem|1.0|added (test:Branch wanted 2.0)",
                        "test:Branch|1.0|added",
                        "test:Leaf|1.0|added");
        assertThat(notebook.run("test.Apple.VERSION + test.Stem.VERSION + test.Leaf.VERSION"))
                .isEqualTo("1.01.01.0");
        assertThat(rows("%deps" + options + "test:Stem:2.0 test:Leaf:1.0"))
                .containsExactly(
                        "test:Stem|2.0|not added: version 1.0 is already there, until the kernel is restarted",
                        "test:Leaf|1.0|already there");
        assertThat(notebook.run("test.Stem.VERSION")).isEqualTo("1.0");
        assertThat(notebook.run("%classpath")).contains("Apple-1.0.jar").doesNotContain("Stem-2.0.jar");
    }

    @Test
    void leavesOutWhatIsExcluded() {
        assertThat(rows("%deps --exclude test:Leaf --exclude *:Stem" + options + "test:Apple:1.0"))
                .containsExactlyInAnyOrder("test:Apple|1.0|added", "test:Branch|1.0|added");
        assertThat(notebook.mistake("%deps --exclude test test:Apple:1.0")).contains("must be GROUP:ARTIFACT");
    }

    @Test
    void fetchesTheSourcesOfWhatIsNamed() throws IOException {
        repository.addSources("Leaf", "1.0");
        assertThat(rows("%deps --sources" + options + "test:Leaf:1.0 test:Branch:1.0"))
                .contains("test:Leaf|1.0|added", "test:Branch|1.0|added"); // which has none
        assertThat(notebook.run("%help test.Leaf")).contains("Grows on trees.");
    }

    @Test
    void theKernelsOwnJarsStay() throws IOException {
        repository.add("gson", "1.0"); // another library of that name
        assertThat(rows("%deps" + options + "test:gson:1.0")).containsExactly("test:gson|1.0|added");
        repository.add("asm", "1.0");
        repository.putClass("asm", "1.0", "org/objectweb/asm/ClassReader.class");
        assertThat(rows("%deps" + options + "test:asm:1.0").get(0))
                .matches("test:asm\\|1.0\\|not added: version 9\\..* is already there, until the kernel is restarted");
    }

    @Test
    void worksOfflineFromTheLocalRepository() throws IOException {
        String offline = " --offline" + options;
        assertThat(notebook.mistake("%deps" + offline + "test:Leaf:1.0"))
                .isEqualTo("test:Leaf:1.0 is not in the local repository, and no other is asked offline."
                        + " Leave out --offline.");
        rows("%deps" + options + "test:Leaf:1.0");
        try (TestNotebook other = new TestNotebook()) {
            assertThat(other.run("%deps" + offline + "test:Leaf:1.0")).contains("added");
            assertThat(other.run("test.Leaf.VERSION")).isEqualTo("1.0");
        }
    }

    @Test
    void saysWhatCannotBeFound() {
        assertThat(notebook.mistake("%deps" + options + "test:Nosuch:1.0"))
                .startsWith("test:Nosuch:1.0 could not be found in test (" + repository.url())
                .endsWith("Check group, artifact and version, or name its repository with --repo.");
        assertThat(notebook.mistake("%deps" + options + "test:Leaf:7.0")).contains("test:Leaf:7.0 could not be found");
        assertThat(notebook.mistake("%deps test:Leaf"))
                .isEqualTo("%deps: 'test:Leaf' is no Maven coordinate. Write GROUP:ARTIFACT:VERSION.");
        assertThat(notebook.mistake("%deps --repo nowhere test:Leaf:1.0")).contains("'nowhere' is no repository");
        String dead = "%deps --only --repo dead=http://localhost:1/ --local '" + directory + "' test:Leaf:1.0";
        assertThat(notebook.mistake(dead))
                .startsWith("test:Leaf:1.0 could not be fetched in dead (http://localhost:1/): ")
                .contains("Is there a network?")
                .doesNotContain("Exception", "\n");
    }

    @Test
    void aNewerSnapshotIsLookedForWhenAsked() throws IOException {
        repository.addSnapshot("Fresh", 1);
        assertThat(notebook.run("%deps" + options + "test:Fresh:1-SNAPSHOT")).contains("1-20260101.000001-1", "added");
        repository.addSnapshot("Fresh", 2);
        assertThat(notebook.run("%deps" + options + "test:Fresh:1-SNAPSHOT")).contains("already there");
        try (TestNotebook other = new TestNotebook()) {
            other.run("%deps --update" + options + "test:Fresh:1-SNAPSHOT");
            assertThat(other.run("test.Fresh.VERSION")).isEqualTo("1-20260101.000002-2");
        }
    }

    @Test
    void aPomsDependenciesAreAdded() {
        String pom = """
                <repositories><repository><id>test</id><url>%s</url></repository></repositories>
                <dependencies>
                  <dependency>
                    <groupId>test</groupId><artifactId>Apple</artifactId><version>1.0</version>
                    <exclusions><exclusion><groupId>test</groupId><artifactId>Leaf</artifactId></exclusion></exclusions>
                  </dependency>
                </dependencies>
                <dependencyManagement><dependencies>
                  <dependency><groupId>test</groupId><artifactId>Branch</artifactId><version>1.0</version></dependency>
                </dependencies></dependencyManagement>
                """.formatted(repository.url());
        String cell = "%%pom --only --local '" + directory.resolve("local") + "'\n" + pom;
        assertThat(rows(cell))
                .hasSize(3)
                .contains("test:Apple|1.0|added", "test:Stem|1.0|added (test:Branch wanted 2.0)");
        assertThat(notebook.run("%%pom" + options + "\n<project>" + pom + "</project>"))
                .contains("already there");
        assertThat(notebook.mistake("%%pom\n<dependencies>")).startsWith("%%pom cannot read the text below it");
        assertThat(notebook.mistake("%%pom\n")).contains("has no dependencies");
        assertThat(notebook.mistake("%%pom\n<dependencies><dependency/></dependencies>"))
                .contains("groupId, artifactId and version");
        assertThat(notebook.mistake("%pom")).contains("%%pom");
    }
}
