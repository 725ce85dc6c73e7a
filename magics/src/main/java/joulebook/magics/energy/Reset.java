package joulebook.magics.energy;

import joulebook.kernel.magic.MagicContext;
import picocli.CommandLine.Command;

/** {@code %energy reset}. */
@Command(
        name = "reset",
        description =
                "Begin a new ledger, from this cell on. The old one counts as an earlier session (%%energy --all).")
final class Reset extends EnergyVerb {
    @Override
    protected Object call(MagicContext context) {
        session().ledger().reset();
        return null;
    }
}
