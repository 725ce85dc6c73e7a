package joulebook.ml.trial;

import ai.djl.nn.Block;
import joulebook.ml.InputException;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.ModelRecipe;
import joulebook.ml.train.RunSummary;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingRun;

/** Does trials, one after another, in this process. It keeps the data last used, for the next trial mostly wants the same. */
final class TrialBench {
    private final Meter meter;
    private String name = "";
    private TrainTest all;

    TrialBench(Meter meter) {
        this.meter = meter;
    }

    TrialResult.Done run(Trial trial) {
        TrainTest data = data(trial);
        try (TrainingRun run =
                trial.algorithm().make().fit(model(trial, data), data, trial.options(), meter, TrainingListener.NONE)) {
            return new TrialResult.Done(trial, RunSummary.of(run), data.train().size());
        }
    }

    /** @throws InputException if the trial wants more data than there are, or its model does not take them */
    void check(Trial trial) {
        model(trial, data(trial));
    }

    private TrainTest data(Trial trial) {
        if (!name.equals(trial.data().name())) {
            all = trial.data().load();
            name = trial.data().name();
        }
        return trial.data().of(all);
    }

    private static Block model(Trial trial, TrainTest data) {
        return Methods.make(ModelRecipe.class, trial.model())
                .create(data.train().shape(), data.train().targets().outputs());
    }
}
