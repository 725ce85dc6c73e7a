package joulebook.magics.energy;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.ml.energy.Units;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %energy budget}. */
@Command(
        name = "budget",
        description = "Set how much energy this session may use in all. It warns at 80 %%; once the budget is spent it"
                + " interrupts the running cell, and each later one that runs for more than a moment.")
final class SetBudget extends EnergyVerb {
    private static final Pattern ENERGY = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(J|kJ|MJ|Wh|kWh)");
    private static final Map<String, Double> JOULES = Map.of("J", 1d, "kJ", 1e3, "MJ", 1e6, "Wh", 3_600d, "kWh", 3.6e6);

    @Parameters(
            arity = "0..2",
            paramLabel = "ENERGY",
            description = "Such as 50kJ or 20Wh (units J, kJ, MJ, Wh, kWh); off for none; nothing to show it.")
    private List<String> words = List.of();

    @Override
    protected Object call(MagicContext context) {
        Budget budget = session().budget();
        String wanted = String.join("", words);
        if (wanted.equals("off")) {
            budget.lift();
        } else if (!wanted.isEmpty()) {
            budget.set(joules(wanted));
        }
        String spent = Units.text(session().ledger().joules(), "J") + " are spent.";
        return new DisplayData(
                budget.isSet()
                        ? "The budget of this session is " + Units.text(budget.limit(), "J") + ", of which " + spent
                        : "This session has no budget; " + spent);
    }

    private static double joules(String text) {
        Matcher energy = ENERGY.matcher(text);
        if (!energy.matches()) {
            throw new UserError(
                    "'" + text + "' is no energy.", "Give a number with J, kJ, MJ, Wh or kWh, such as 50kJ, or off.");
        }
        return Double.parseDouble(energy.group(1)) * JOULES.get(energy.group(2));
    }
}
