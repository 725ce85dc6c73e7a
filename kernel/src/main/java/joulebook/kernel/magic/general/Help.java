package joulebook.kernel.magic.general;

import java.util.function.Supplier;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.magic.Magics;
import joulebook.kernel.session.Description;
import joulebook.kernel.session.JavaSession;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %help}. */
@Command(name = "help", description = "Explain a magic, or what a Java expression names.")
final class Help implements Magic {
    private static final String OVERVIEW = """
            A cell is Java: statements, definitions, and at its end an expression whose value is shown.
            A line that begins with %name is a magic; %%name on the first line takes the whole cell.
            In a magic's line {expression} is the value of Java, except in '...'; {{ and }} are braces.
            In Java, magic("name ...") calls a magic and gives its value; display(object) shows one.
            %lsmagic lists the magics, %help NAME explains one, Shift-Tab what the cursor stands on.""";

    private final Magics magics;
    private final Supplier<JavaSession> session;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A magic, or Java such as String.format; a question mark at its end does not count.")
    private String name = "";

    Help(Magics magics, Supplier<JavaSession> session) {
        this.magics = magics;
        this.session = session;
    }

    @Override
    public Object run(MagicContext context) {
        String wanted = name.strip().replaceFirst("\\?+$", "");
        if (wanted.isEmpty()) {
            return new DisplayData(OVERVIEW);
        }
        String magic = magics.help(wanted.replaceFirst("^%+", ""));
        if (!magic.isEmpty()) {
            return new DisplayData(magic);
        }
        Description found = session.get()
                .analysis()
                .describe(wanted, wanted.length(), false)
                .orElseThrow(() -> new UserError(
                        "%help knows neither a magic nor anything of Java that is called " + wanted + ".",
                        "%lsmagic lists the magics."));
        DisplayData shown = new DisplayData(found.text());
        shown.putHTML(found.html());
        return shown;
    }

    @Override
    public boolean takesCode() {
        return true;
    }

    @Override
    public Form form() {
        return Form.LINE;
    }
}
