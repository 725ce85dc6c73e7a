package joulebook.kernel.magic.general;

import java.util.function.BiConsumer;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;

/** Shows the text of its cell as what it is. */
abstract class Shown implements Magic {
    private final BiConsumer<DisplayData, String> type;

    /** @param type puts the text into a display */
    Shown(BiConsumer<DisplayData, String> type) {
        this.type = type;
    }

    @Override
    public Object run(MagicContext context) {
        String text = context.body().orElse("");
        DisplayData data = new DisplayData(text);
        type.accept(data, text);
        return data;
    }

    @Override
    public Form form() {
        return Form.CELL;
    }

    /** {@code %%html}. */
    @Command(name = "html", description = "Show the cell's text as HTML.")
    static final class Html extends Shown {
        Html() {
            super(DisplayData::putHTML);
        }
    }

    /** {@code %%markdown}. */
    @Command(name = "markdown", description = "Show the cell's text as Markdown.")
    static final class Markdown extends Shown {
        Markdown() {
            super(DisplayData::putMarkdown);
        }
    }

    /** {@code %%javascript}. */
    @Command(name = "javascript", description = "Run the cell's text as JavaScript in the browser.")
    static final class JavaScript extends Shown {
        JavaScript() {
            super(DisplayData::putJavaScript);
        }
    }

    /** {@code %%svg}. */
    @Command(name = "svg", description = "Show the cell's text as an SVG image.")
    static final class Svg extends Shown {
        Svg() {
            super(DisplayData::putSVG);
        }
    }

    /** {@code %%latex}. */
    @Command(name = "latex", description = "Show the cell's text as LaTeX.")
    static final class Latex extends Shown {
        Latex() {
            super(DisplayData::putLatex);
        }
    }
}
