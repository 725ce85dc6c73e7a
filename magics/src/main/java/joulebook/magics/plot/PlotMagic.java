package joulebook.magics.plot;

import java.util.Locale;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %plot}: how figures are shown. */
@Command(name = "plot", description = "Say how figures are shown.", subcommands = PlotMagic.Mode.class)
public final class PlotMagic implements Magic {
    private final FigureOutput figures;

    public PlotMagic(FigureOutput figures) {
        this.figures = figures;
    }

    @Override
    public Object run(MagicContext context) {
        throw new UserError("%plot needs a verb.", "Write %plot mode interactive, static or portable.");
    }

    @Override
    public Form form() {
        return Form.LINE;
    }

    /** {@code %plot mode}. */
    @Command(
            name = "mode",
            description =
                    "Show figures from now on interactive (by Plotly where the front end has it, the default), static"
                            + " (as drawings alone) or portable (by a plotly.js of 2.6 MB that this cell's output carries, so"
                            + " that they stay interactive in any page that runs scripts, offline too).")
    static final class Mode implements Magic {
        @picocli.CommandLine.ParentCommand
        private PlotMagic plot;

        @Parameters(
                arity = "0..1",
                paramLabel = "MODE",
                description = "interactive, static or portable; nothing to show the mode.")
        private PlotMode mode;

        @Override
        public Object run(MagicContext context) {
            if (mode != null) {
                plot.figures.setMode(mode);
            }
            PlotMode now = plot.figures.mode();
            DisplayData said = new DisplayData("Figures are shown " + now.name().toLowerCase(Locale.ROOT) + ".");
            if (mode == PlotMode.PORTABLE) {
                said.putData(MIMEType.TEXT_HTML, PlotlyScript.library() + "<span>Figures are shown portable.</span>");
            }
            return said;
        }

        @Override
        public Form form() {
            return Form.LINE;
        }
    }
}
