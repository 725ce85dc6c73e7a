package joulebook.install.bench;

/**
 * The same tasks in the language of a side.
 *
 * @param lines prints {@code line 0}, {@code line 1} ...; {@code %d} stands for how many
 * @param display shows HTML of {@code %d} characters
 * @param loop prints something and then goes round for ever
 * @param member what asks for the members of a string
 */
record Language(String lines, String display, String loop, String member) {
    static final Language JAVA = new Language(
            "for (int i = 0; i < %d; i++) { System.out.println(\"line \" + i); }",
            "display(html(\"x\".repeat(%d)));", "{ System.out.println(\"on\"); while (true) { } }", "\"\".");

    static final Language PYTHON = new Language(
            "for i in range(%d): print(f'line {i}')",
            "from IPython.display import HTML, display; display(HTML('x' * %d))",
            "print('on', flush=True)\nwhile True: pass",
            "''.");
}
