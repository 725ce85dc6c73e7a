package joulebook.magics;

import java.util.List;
import joulebook.kernel.KernelExtension;
import joulebook.kernel.magic.Config;
import joulebook.kernel.magic.Config.Setting;
import joulebook.magics.energy.Energy;
import joulebook.magics.energy.EnergyListener;
import joulebook.magics.energy.Ledger;
import joulebook.magics.view.TableView;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.Table;

/** Brings machine learning and the cost of each cell into the kernel. */
public final class MagicsExtension implements KernelExtension {
    private final Ledger ledger = new Ledger();

    @Override
    public void install(Registry registry) {
        Setting<Boolean> footer = registry.config()
                .register("footer", "Whether each cell shows what it cost: on or off.", true, Config::onOff);
        registry.magics().register(Train::new);
        registry.magics().register(Prune::new);
        registry.magics().register(ScalingLawMagic::new);
        registry.magics().register(() -> new Energy(ledger));
        registry.listeners().accept(new EnergyListener(ledger, registry.output(), footer));
        registry.renderer()
                .createRegistration(Table.class)
                .preferring(MIMEType.TEXT_HTML)
                .preferring(MIMEType.TEXT_PLAIN)
                .register((table, context) -> TableView.of(table).render(context));
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
                "joulebook.ml.data.*",
                "joulebook.ml.energy.*",
                "joulebook.ml.model.*",
                "joulebook.ml.pruning.*",
                "joulebook.ml.scaling.*",
                "joulebook.ml.train.*",
                "tech.tablesaw.api.*");
    }

    @Override
    public void warmUp() {
        EnergyListener.warmUp();
    }
}
