package joulebook.magics.energy;

import joulebook.kernel.magic.Magic;
import joulebook.magics.common.MlMagic;
import picocli.CommandLine.ParentCommand;

/** A verb of {@code %energy}, on a line of its own. */
abstract class EnergyVerb extends MlMagic {
    @ParentCommand
    private Energy energy;

    /** What all verbs share. */
    protected final EnergySession session() {
        return energy.session();
    }

    @Override
    public Magic.Form form() {
        return Form.LINE;
    }
}
