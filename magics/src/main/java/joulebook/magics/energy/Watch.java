package joulebook.magics.energy;

import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %energy watch}. */
@Command(
        name = "watch",
        description = "Draw what each device draws under each cell that runs for a second or longer, while it runs;"
                + " %%%%energy watch: under this cell alone.")
final class Watch extends EnergyVerb {
    @Parameters(arity = "0..1", paramLabel = "on|off", description = "on (the default) or off.")
    private String wanted = "on";

    @Override
    protected Object call(MagicContext context) throws Exception {
        if (!wanted.equals("on") && !wanted.equals("off")) {
            throw new UserError("%energy watch is on or off, but not " + wanted + ".");
        }
        boolean on = wanted.equals("on");
        if (context.body().isEmpty()) {
            session().setWatching(on);
            return null;
        }
        session().setWatchingThisCell(on);
        return runBody(context);
    }

    @Override
    public Magic.Form form() {
        return Form.BOTH;
    }
}
