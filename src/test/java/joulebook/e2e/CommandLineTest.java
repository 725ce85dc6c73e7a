package joulebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, and what it answers to what cannot be done. */
class CommandLineTest {
    @TempDir
    Path folder;

    @Test
    void installsAndUninstalls() {
        Path kernel = folder.resolve("share/jupyter/kernels/joulebook");
        assertThat(Programs.joulebook("install", "--prefix", folder.toString()).status())
                .isZero();
        assertThat(kernel.resolve("kernel.json")).exists();
        assertThat(Programs.joulebook("uninstall", "--prefix", folder.toString())
                        .status())
                .isZero();
        assertThat(kernel).doesNotExist();
        refused("No Joulebook kernel is installed in " + kernel, "uninstall", "--prefix", folder.toString());
    }

    @Test
    void theDoctorNamesWhatItFound() {
        Programs.Result result = Programs.joulebook("doctor");
        assertThat(result.status()).as(result.out()).isZero();
        assertThat(result.out())
                .contains("ok   Java")
                .contains("ok   DJL engine")
                .contains("Energy");
    }

    @Test
    void papersAreReproducedFromTheShell() throws IOException {
        Programs.Result result =
                Programs.joulebook("reproduce", "96", "--budget", "smoke", "--seeds", "1", "--out", folder.toString());
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("## 096 lamp", "| not judged |");
        assertThat(folder.resolve("reproductions.md"))
                .content()
                .startsWith(result.out())
                .contains("](lamp.svg)");
        assertThat(folder.resolve("lamp.svg")).content().startsWith("<svg").contains("fine-tuned accuracy [%]");
        assertThat(folder.resolve("reproductions.json"))
                .content()
                .contains("\"outcome\": \"inconclusive\"", "\"series\": \"LAMP\"");
    }

    @Test
    void whatCannotBeDoneIsSaidInOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file.ipynb"), "no JSON");
        refused("is not a notebook", "run", file.toString());
        refused("There is no notebook", "run", folder.resolve("missing.ipynb").toString());
        refused("could not be written", "install", "--prefix", file.toString());
        refused("is not a Java program", "install", "--prefix", folder.toString(), "--java", file.toString());
        refused("There is no paper \"nosuch\"", "reproduce", "nosuch");
        refused("Which paper?", "reproduce");
        refused("Unmatched argument", "dance");
        refused("Unknown option: '--nope'", "run", "a.ipynb", "--nope");
    }

    private static void refused(String sentence, String... arguments) {
        Programs.Result result = Programs.joulebook(arguments);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(result.err().strip().lines()).hasSize(1);
    }
}
