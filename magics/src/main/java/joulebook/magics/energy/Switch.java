package joulebook.magics.energy;

import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import picocli.CommandLine.Command;

/** {@code %energy on}, {@code quiet} and {@code off}: for all cells from now on, or above a cell for that one alone. */
abstract sealed class Switch extends EnergyVerb {
    private final Mode mode;

    private Switch(Mode mode) {
        this.mode = mode;
    }

    @Override
    protected Object call(MagicContext context) throws Exception {
        if (context.body().isEmpty()) {
            session().setMode(mode);
            return null;
        }
        session().setModeOfThisCell(mode);
        return runBody(context);
    }

    @Override
    public Magic.Form form() {
        return Form.BOTH;
    }

    /** {@code %energy on}. */
    @Command(name = "on", description = "Measure each cell and show its cost under it; %%%%energy on: this cell alone.")
    static final class On extends Switch {
        On() {
            super(Mode.ON);
        }
    }

    /** {@code %energy quiet}. */
    @Command(
            name = "quiet",
            description = "Measure each cell but show no line under it; %%%%energy quiet: this cell alone.")
    static final class Quiet extends Switch {
        Quiet() {
            super(Mode.QUIET);
        }
    }

    /** {@code %energy off}. */
    @Command(name = "off", description = "Measure no cell; %%%%energy off: not this cell.")
    static final class Off extends Switch {
        Off() {
            super(Mode.OFF);
        }
    }
}
