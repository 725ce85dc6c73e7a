package joulebook.magics.scaling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.text.Numbers;
import joulebook.magics.view.EstimatesView;
import joulebook.ml.math.Estimate;
import joulebook.ml.scaling.Allocation;
import joulebook.ml.scaling.ScalingFit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %scalinglaw predict}. */
@Command(name = "predict", description = "The loss that a fitted law gives, with its 95 %% interval.")
final class Predict extends ScalingVerb {
    private static final String COMPUTE = "compute";

    @Parameters(paramLabel = "NAME", description = "The variable that %%scalinglaw fit or sweep left.")
    private String name;

    @Option(
            names = "--at",
            paramLabel = "INPUT=NUMBER",
            split = ",",
            description = "A number for each input of the law, such as N=1e6,D=1e7.")
    private Map<String, Double> at = new LinkedHashMap<>();

    @Option(
            names = "--compute",
            paramLabel = "FLOPS",
            description = "Floating-point operations: of a law of compute; a law of N and D gives its best split.")
    private Double compute;

    @Override
    protected Object call(MagicContext context) {
        ScalingFit fit = fit(context, name);
        List<String> inputs = fit.law().inputs();
        if (compute != null && !inputs.equals(List.of(COMPUTE))) {
            Allocation best = Allocation.ofFlops(fit, compute);
            return EstimatesView.of(name + " at its best split of " + Numbers.brief(compute) + " operations", best);
        }
        if (compute != null) {
            at.put(COMPUTE, compute);
        }
        if (!at.keySet().equals(Set.copyOf(inputs))) {
            throw new UserError(
                    "The law takes " + inputs + ", but " + (at.isEmpty() ? "nothing" : at.keySet()) + " is given.",
                    "Give each a number, such as --at " + inputs.get(0) + "=1000.");
        }
        Estimate loss = fit.predict(inputs.stream().mapToDouble(at::get).toArray());
        return EstimatesView.of(name + " at " + at, Map.of("loss", loss));
    }
}
