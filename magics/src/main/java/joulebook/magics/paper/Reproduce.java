package joulebook.magics.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.magic.VariableNames;
import joulebook.magics.common.MlMagic;
import joulebook.ml.energy.Meter;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Paper;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.paper.Verdict;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %reproduce}: checks papers' claims. */
@Command(name = "reproduce", description = "Check the claims of papers by small experiments, and say what it cost.")
public final class Reproduce extends MlMagic {
    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            completionCandidates = ReproductionNames.class,
            description = "Ids or numbers of papers, which %%papers --built lists; or variables with a Reproduction of"
                    + " your own.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All papers that are built.")
    private boolean all;

    @Option(
            names = "--budget",
            paramLabel = "BUDGET",
            description =
                    "full (about a minute each, judges the claims; the default) or smoke (seconds, judges nothing).")
    private Budget budget = Budget.FULL;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Over how many seeds (default ${DEFAULT-VALUE}; claims are judged over at least 3).")
    private int seeds = 3;

    @Option(
            names = "--name",
            paramLabel = "VARIABLE",
            description = "The variable for the last Verdict (default ${DEFAULT-VALUE}).")
    private String name = "verdict";

    @Override
    protected Object call(MagicContext context) {
        if (seeds < 1) {
            throw new UserError("--seeds is " + seeds + ", but it must be at least 1.", "Claims need 3.");
        }
        List<Reproduction> reproductions = reproductions(context);
        for (Reproduction reproduction : reproductions) {
            Verdict verdict = run(reproduction, context);
            context.define(name, Verdict.class, verdict);
            VerdictView.show(verdict, context::display);
        }
        return null;
    }

    private Verdict run(Reproduction reproduction, MagicContext context) {
        String id = UUID.randomUUID().toString();
        String title = "%reproduce " + reproduction.id() + ": ";
        context.display(new DisplayData(title + "starts"), id);
        try {
            Verdict verdict = Verdict.of(
                    reproduction,
                    budget,
                    Experiment.seeds(seeds),
                    Meter.forThisMachine(),
                    what -> context.update(new DisplayData(title + what), id));
            context.update(new DisplayData(title + "done"), id);
            return verdict;
        } catch (RuntimeException | Error e) {
            context.update(new DisplayData(title + "ended early"), id);
            throw e;
        }
    }

    private List<Reproduction> reproductions(MagicContext context) {
        if (ids.isEmpty() && !all) {
            throw new UserError("%reproduce needs the id of a paper.", "%papers --built lists those that can be run.");
        }
        return all
                ? Catalogue.built().stream().map(Reproduce::reproduction).toList()
                : ids.stream().map(id -> reproduction(id, context)).toList();
    }

    private static Reproduction reproduction(String id, MagicContext context) {
        Optional<Reproduction> own =
                context.variable(id).filter(Reproduction.class::isInstance).map(Reproduction.class::cast);
        return own.orElseGet(() -> reproduction(Catalogue.paper(id)));
    }

    private static Reproduction reproduction(Paper paper) {
        return Catalogue.reproduction(paper)
                .orElseThrow(() -> new UserError(
                        "The method of " + paper.id() + " is not built yet.",
                        "%papers --built lists those that can be run."));
    }

    /** Papers and the session's own reproductions, for completion. */
    private static final class ReproductionNames extends VariableNames {
        ReproductionNames() {
            super(Catalogue.built().stream().map(Paper::id).toList(), Reproduction.class);
        }
    }
}
