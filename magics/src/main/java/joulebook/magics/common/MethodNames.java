package joulebook.magics.common;

import ai.djl.training.loss.Loss;
import java.util.Iterator;
import java.util.stream.Stream;
import joulebook.ml.autograd.GradientRule;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.calibration.Calibrator;
import joulebook.ml.data.DataSource;
import joulebook.ml.evaluation.Ranker;
import joulebook.ml.method.Methods;
import joulebook.ml.model.ModelRecipe;
import joulebook.ml.pruning.Pruner;
import joulebook.ml.pruning.SparsitySchedule;
import joulebook.ml.pruning.UnitPruner;
import joulebook.ml.scaling.ScalingLaw;
import joulebook.ml.train.Monitor;
import joulebook.ml.train.OptimizerRecipe;
import joulebook.ml.train.Schedule;
import joulebook.ml.train.TrainingAlgorithm;

/** The names that options accept, for completion and help: one class a kind, as picocli wants it. */
public abstract class MethodNames implements Iterable<String> {
    /** What separates several names in one option; a comma before {@code key=} belongs to a method's settings. */
    public static final String COMMA = ",(?![^,:]*=)";

    private final Class<?>[] kinds;

    MethodNames(Class<?>... kinds) {
        this.kinds = kinds;
    }

    @Override
    public final Iterator<String> iterator() {
        return Stream.of(kinds)
                .flatMap(kind -> Methods.names(kind).stream())
                .distinct()
                .iterator();
    }

    /** Of training algorithms. */
    public static final class Algorithms extends MethodNames {
        public Algorithms() {
            super(TrainingAlgorithm.class);
        }
    }

    /** Of optimizers. */
    public static final class Optimizers extends MethodNames {
        public Optimizers() {
            super(OptimizerRecipe.class);
        }
    }

    /** Of schedules of the learning rate. */
    public static final class Schedules extends MethodNames {
        public Schedules() {
            super(Schedule.class);
        }
    }

    /** Of losses. */
    public static final class Losses extends MethodNames {
        public Losses() {
            super(Loss.class);
        }
    }

    /** Of rules for the gradient that a step follows. */
    public static final class Rules extends MethodNames {
        public Rules() {
            super(GradientRule.class);
        }
    }

    /** Of changes of the gradient. */
    public static final class Transforms extends MethodNames {
        public Transforms() {
            super(GradientTransform.class);
        }
    }

    /** Of monitors. */
    public static final class Monitors extends MethodNames {
        public Monitors() {
            super(Monitor.class);
        }
    }

    /** Of pruners, of weights and of units. */
    public static final class Pruners extends MethodNames {
        public Pruners() {
            super(Pruner.class, UnitPruner.class);
        }
    }

    /** Of schedules of sparsity. */
    public static final class SparsitySchedules extends MethodNames {
        public SparsitySchedules() {
            super(SparsitySchedule.class);
        }
    }

    /** Of calibrators. */
    public static final class Calibrators extends MethodNames {
        public Calibrators() {
            super(Calibrator.class);
        }
    }

    /** Of data. */
    public static final class Data extends MethodNames {
        public Data() {
            super(DataSource.class);
        }
    }

    /** Of models. */
    public static final class Models extends MethodNames {
        public Models() {
            super(ModelRecipe.class);
        }
    }

    /** Of scaling laws. */
    public static final class Laws extends MethodNames {
        public Laws() {
            super(ScalingLaw.class);
        }
    }

    /** Of ways to rank models. */
    public static final class Rankers extends MethodNames {
        public Rankers() {
            super(Ranker.class);
        }
    }
}
