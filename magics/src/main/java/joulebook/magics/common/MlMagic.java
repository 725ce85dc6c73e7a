package joulebook.magics.common;

import java.util.Optional;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.ml.InputException;

/** A magic that calls ml-lib: what the library refuses is a user's error. */
public abstract class MlMagic implements Magic {
    @Override
    public final Object run(MagicContext context) throws Exception {
        try {
            return call(context);
        } catch (InputException e) {
            throw new UserError(e.getMessage());
        }
    }

    /** Does what the magic is for; see {@link Magic#run}. */
    protected abstract Object call(MagicContext context) throws Exception;

    /** The value of a variable that must be there. */
    protected static Object variable(MagicContext context, String name) {
        Optional<Object> value = context.variable(name);
        return value.orElseThrow(
                () -> new UserError("There is no variable named " + name + ".", "Run the cell that makes it first."));
    }
}
