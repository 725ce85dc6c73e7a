package joulebook.magics;

import java.util.List;
import joulebook.kernel.KernelExtension;
import joulebook.magics.course.Check;
import joulebook.magics.energy.Energy;
import joulebook.magics.energy.EnergyListener;
import joulebook.magics.energy.EnergySession;
import joulebook.magics.evaluate.Calibrate;
import joulebook.magics.evaluate.Evaluate;
import joulebook.magics.ledger.Ledger;
import joulebook.magics.paper.Papers;
import joulebook.magics.paper.Reproduce;
import joulebook.magics.plot.FigureOutput;
import joulebook.magics.plot.PlotMagic;
import joulebook.magics.rank.Rank;
import joulebook.magics.scaling.ScalingLawMagic;
import joulebook.magics.view.TableView;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.Table;

/** Brings machine learning and the cost of each cell into the kernel. */
public final class MagicsExtension implements KernelExtension {
    @Override
    public void install(Registry registry) {
        Ledger ledger = Ledger.ofNotebook();
        EnergySession energy = new EnergySession(ledger, registry.config());
        registry.magics().register(() -> new Train(ledger));
        registry.magics().register(() -> new Prune(ledger));
        registry.magics().register(() -> new ScalingLawMagic(ledger));
        registry.magics().register(Evaluate::new);
        registry.magics().register(Rank::new);
        registry.magics().register(Calibrate::new);
        registry.magics().register(Papers::new);
        registry.magics().register(Reproduce::new);
        registry.magics().register(Check::new);
        registry.magics().register(() -> new Energy(energy));
        registry.listeners()
                .accept(new EnergyListener(energy, registry.output(), registry.renderer(), registry.interrupt()));
        FigureOutput figures = new FigureOutput();
        registry.magics().register(() -> new PlotMagic(figures));
        figures.register(registry.renderer());
        registry.renderer()
                .createRegistration(Table.class)
                .preferring(MIMEType.TEXT_HTML)
                .preferring(MIMEType.TEXT_MARKDOWN)
                .preferring(MIMEType.TEXT_PLAIN)
                .register((table, context) -> TableView.withTypes(table).render(context));
    }

    @Override
    public List<String> imports() {
        return List.of(
                "ai.djl.*",
                "ai.djl.ndarray.*",
                "ai.djl.ndarray.types.*",
                "ai.djl.nn.*",
                "joulebook.magics.plot.*",
                "joulebook.magics.view.*",
                "joulebook.ml.autograd.*",
                "joulebook.ml.data.*",
                "joulebook.ml.energy.*",
                "joulebook.ml.evaluation.*",
                "joulebook.ml.math.*",
                "joulebook.ml.model.*",
                "joulebook.ml.paper.*",
                "joulebook.ml.pruning.*",
                "joulebook.ml.scaling.*",
                "joulebook.ml.train.*",
                "joulebook.ml.trial.*",
                "tech.tablesaw.api.*");
    }

    @Override
    public void warmUp() {
        EnergyListener.warmUp();
    }
}
