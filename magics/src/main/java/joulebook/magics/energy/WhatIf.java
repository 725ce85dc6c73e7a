package joulebook.magics.energy;

import java.util.List;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.view.WhatIfView;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %energy what-if}. */
@Command(
        name = "what-if",
        description = "Estimate what this session would have cost elsewhere: with another region's electricity, or on"
                + " another GPU that draws the same share of its rated power for the same time.")
final class WhatIf extends EnergyVerb {
    @Option(
            names = "--region",
            paramLabel = "NAME",
            split = ",",
            description = "world, countries such as Germany, their two-letter codes, or grams of CO2e" + " per kWh.")
    private List<String> regions = List.of();

    @Option(
            names = "--gpu",
            paramLabel = "NAME",
            split = ",",
            completionCandidates = GpuRating.Names.class,
            description = "GPUs such as A100.")
    private List<String> gpus = List.of();

    @Override
    protected Object call(MagicContext context) {
        if (regions.isEmpty() && gpus.isEmpty()) {
            throw new UserError("%energy what-if needs another region or GPU.", "Add --region NAME or --gpu NAME.");
        }
        Reading spent = session()
                .ledger()
                .costs()
                .total()
                .filter(reading -> !reading.devices().isEmpty())
                .orElseThrow(() -> new UserError("No energy has been measured in this session yet."));
        WhatIfView view = new WhatIfView(spent);
        for (String gpu : gpus.isEmpty() ? List.of("") : gpus) {
            Reading on = gpu.isEmpty() ? spent : GpuRating.named(gpu).inPlaceOfThatIn(spent);
            for (String region : regions.isEmpty() ? List.of("") : regions) {
                Reading there = region.isEmpty() ? on : on.withCarbon(CarbonIntensity.of(region));
                view.add(gpu, there);
            }
        }
        return view.table();
    }
}
