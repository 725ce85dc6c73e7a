package joulebook.magics.scaling;

import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.MlMagic;
import joulebook.ml.scaling.ScalingFit;
import tech.tablesaw.api.Table;

/** A verb of {@code %scalinglaw}, on a line of its own. */
abstract class ScalingVerb extends MlMagic {

    /** The fit in a variable. */
    static ScalingFit fit(MagicContext context, String name) {
        if (variable(context, name) instanceof ScalingFit fit) {
            return fit;
        }
        throw new UserError("The variable " + name + " is no ScalingFit.", "%scalinglaw fit leaves one.");
    }

    /** The table in a variable. */
    static Table table(MagicContext context, String name) {
        if (variable(context, name) instanceof Table table) {
            return table;
        }
        throw new UserError("The variable " + name + " is no Table.", "Give a Tablesaw Table, such as of a sweep.");
    }

    @Override
    public Magic.Form form() {
        return Form.LINE;
    }
}
