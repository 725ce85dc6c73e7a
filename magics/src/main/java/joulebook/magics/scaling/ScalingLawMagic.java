package joulebook.magics.scaling;

import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.MlMagic;
import joulebook.magics.ledger.Ledger;
import picocli.CommandLine.Command;

/** {@code %scalinglaw}: how the loss falls with model size, data and what is spent on both. */
@Command(
        name = "scalinglaw",
        description = "Fit how the loss falls with model size, data and compute; predict it, and spend a budget best.",
        subcommands = {Fit.class, Sweep.class, Predict.class, Allocate.class})
public final class ScalingLawMagic extends MlMagic {
    private final Ledger ledger;

    /** @param ledger gets what the trainings of a sweep cost */
    public ScalingLawMagic(Ledger ledger) {
        this.ledger = ledger;
    }

    Ledger ledger() {
        return ledger;
    }

    @Override
    protected Object call(MagicContext context) {
        throw new UserError("%scalinglaw needs a verb: fit, sweep, predict or allocate.", "Try %scalinglaw --help.");
    }

    @Override
    public Magic.Form form() {
        return Form.LINE;
    }
}
