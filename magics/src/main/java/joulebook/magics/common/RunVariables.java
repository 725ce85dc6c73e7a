package joulebook.magics.common;

import java.util.List;
import joulebook.kernel.magic.VariableNames;
import joulebook.ml.train.TrainingRun;
import joulebook.ml.train.TrainingRuns;

/** The variables that {@code %%train} left, for completion. */
public final class RunVariables extends VariableNames {
    public RunVariables() {
        super(List.of(), TrainingRun.class, TrainingRuns.class);
    }
}
