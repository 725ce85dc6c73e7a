package joulebook.install.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import joulebook.kernel.error.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {
    /** As Jupyter writes it, with fields that only its owner knows. */
    private static final String JUPYTER = """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "a1",
               "metadata": {},
               "source": [
                "# Title\\n",
                "\\n",
                "Text & <b>ümlaut</b>"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "b2",
               "metadata": {
                "tags": [
                 "slow"
                ],
                "x-mine": 1.50
               },
               "outputs": [
                {
                 "data": {
                  "image/png": "aGk=",
                  "text/plain": [
                   "a\\n",
                   "b"
                  ]
                 },
                 "metadata": {},
                 "output_type": "display_data"
                }
               ],
               "source": []
              }
             ],
             "metadata": {},
             "nbformat": 4,
             "nbformat_minor": 5,
             "zz-unknown": [
              true
             ]
            }
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("n.ipynb");
    }

    @Test
    void tagsAreThoseOfTheMetadata() throws IOException {
        Files.writeString(file, JUPYTER);
        Notebook notebook = Notebook.read(file);
        assertThat(notebook.cells().get(1).hasTag("slow")).isTrue();
        assertThat(notebook.cells().get(1).hasTag("raises-exception")).isFalse();
        assertThat(notebook.cells().get(0).hasTag("slow")).isFalse();
    }

    @Test
    void whatIsReadIsWrittenToTheLetter() throws IOException {
        Files.writeString(file, JUPYTER);
        Path copy = folder.resolve("copy.ipynb");
        Notebook.read(file).write(copy);
        assertThat(copy).hasContent(JUPYTER);
        assertThat(Files.readString(copy)).isEqualTo(JUPYTER);
    }

    @Test
    void cellsAreViews() throws IOException {
        Files.writeString(file, JUPYTER);
        Notebook notebook = Notebook.read(file);
        Cell text = notebook.cells().get(0);
        assertThat(text.isMarkdown()).isTrue();
        assertThat(text.source()).isEqualTo("# Title\n\nText & <b>ümlaut</b>");
        assertThat(text.outputs()).isEmpty();

        Cell code = notebook.cells().get(1);
        assertThat(code.outputs()).hasSize(1);
        assertThat(code.executionCount()).isEmpty();
        code.reset();
        code.setExecutionCount(7);
        assertThat(notebook.cells().get(1).outputs()).isEmpty();
        assertThat(notebook.cells().get(1).executionCount()).isEqualTo(OptionalInt.of(7));
        assertThat(notebook.toString()).contains("\"execution_count\": 7", "\"outputs\": []", "\"id\": \"b2\"");
    }

    @Test
    void textsInOneStringAreReadAndWrittenAsLines() throws IOException {
        Files.writeString(file, """
                {"nbformat": 4, "nbformat_minor": 4, "cells": [{"cell_type": "code", "source": "int a;\\nint b;", "outputs": [
                {"output_type": "stream", "name": "stdout", "text": "1\\n2\\n"},
                {"output_type": "display_data", "data": {"application/json": "a\\nb", "image/svg+xml": "<svg>\\n</svg>"}}]}]}
                """);
        Notebook notebook = Notebook.read(file);
        assertThat(notebook.cells().get(0).source()).isEqualTo("int a;\nint b;");
        assertThat(notebook.toString().replaceAll("\\n *", ""))
                .contains("\"source\": [\"int a;\\n\",\"int b;\"]")
                .contains("\"text\": [\"1\\n\",\"2\\n\"]")
                .contains("\"application/json\": \"a\\nb\"")
                .contains("\"image/svg+xml\": [\"<svg>\\n\",\"</svg>\"]");
    }

    @Test
    void aMissingFileIsNamed() {
        assertError("There is no notebook " + file + ".");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        for (String text : new String[] {
            "",
            "no json",
            "[1]",
            "{\"nbformat\": 4}",
            "{\"cells\": []}",
            "{\"nbformat\": 4, \"cells\": [1]}",
            JUPYTER + "}",
            JUPYTER.substring(0, 200),
            "{'nbformat': 4, 'cells': []}"
        }) {
            Files.writeString(file, text);
            assertError(file + " is not a notebook: expected is JSON with nbformat and a list of cells.");
        }
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertError(file + " is not a notebook: expected is JSON with nbformat and a list of cells.");
    }

    @Test
    void otherFormatsAreRefused() throws IOException {
        Files.writeString(file, "{\"nbformat\": 3, \"worksheets\": []}");
        assertError(file + " is in notebook format 3; Joulebook reads format 4.");
    }

    private void assertError(String sentence) {
        assertThatThrownBy(() -> Notebook.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(sentence);
    }
}
