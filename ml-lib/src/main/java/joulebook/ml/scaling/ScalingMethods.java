package joulebook.ml.scaling;

import java.util.List;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;

/** The names of the laws that can be fitted to a table. */
public final class ScalingMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                Method.of(ScalingLaw.class, "power", "L(N) = E + A/N^alpha", settings -> new PowerLaw()),
                Method.of(
                        ScalingLaw.class,
                        "chinchilla",
                        "L(N,D) = E + A/N^alpha + B/D^beta",
                        settings -> new ChinchillaLaw()),
                Method.of(
                        ScalingLaw.class,
                        "kaplan",
                        "L(N,D) = E + ((A/N)^(alpha/beta) + B/D)^beta",
                        settings -> new KaplanLaw()),
                Method.of(
                        ScalingLaw.class,
                        "over-training",
                        "L(C,M) = E + (a M^eta + b M^-eta) C^-eta, with C = 6 N D and M = D/N",
                        settings -> new OverTrainingLaw()),
                Method.of(ScalingLaw.class, "energy", "joules(N,D) = D (a + 6 b N)", settings -> new EnergyLaw()),
                Method.of(
                        ScalingLaw.class,
                        "downstream-error",
                        "error(loss) = eps - k exp(-gamma loss)",
                        settings -> new DownstreamErrorLaw()),
                new Method<>(
                        ScalingLaw.class,
                        "shifted-power",
                        "other loss = K (loss - e0)^kappa + E1",
                        "e0=0",
                        settings -> new ShiftedPowerLaw(settings.number("e0", 0))),
                new Method<>(
                        ScalingLaw.class,
                        "mixture",
                        "L(N,D,h) = E + 1/sum_i C_i h_i^gamma_i + A/N^alpha + B/D^beta",
                        "domains=2,joint=no",
                        settings -> new MixtureLaw(
                                settings.whole("domains", 2),
                                settings.word("joint", "no", "yes").equals("yes"))));
    }
}
