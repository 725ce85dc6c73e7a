package joulebook.magics.energy;

import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.session.JavaSession;
import joulebook.magics.common.MlMagic;
import picocli.CommandLine.ParentCommand;

/** A verb of {@code %energy}; on a line of its own, unless it says otherwise. */
abstract class EnergyVerb extends MlMagic {
    @ParentCommand
    private Energy energy;

    /** What all verbs share. */
    protected final EnergySession session() {
        return energy.session();
    }

    /** Runs the cell's text below the magic; its value is null where it has none to show. */
    protected static Object runBody(MagicContext context) throws Exception {
        JavaSession.Value value = context.run(context.placedBody());
        return value.shown() ? value.object() : null;
    }

    @Override
    public Magic.Form form() {
        return Form.LINE;
    }
}
