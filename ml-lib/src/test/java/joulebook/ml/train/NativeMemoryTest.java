package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import java.util.ArrayList;
import java.util.List;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native memory is not seen by the garbage collector: what a training takes, it must give back. */
class NativeMemoryTest {

    private static final TrainTest RING = Toy.ring();

    /**
     * After one epoch of 60 steps as after five, the model's manager must hold its four parameters and, for each part of
     * the data, features, targets and order.
     */
    @ParameterizedTest
    @ValueSource(strings = {"bp", "mf"})
    void stepsLeaveNoArraysBehind(String algorithm) {
        Mlp mlp = new Mlp(2, 16, 2);
        List<Integer> arrays = new ArrayList<>();
        TrainingListener counting = new TrainingListener() {
            @Override
            public void onEpoch(EpochResult result) {
                NDArray weight = mlp.getParameters().get(0).getValue().getArray();
                arrays.add(weight.getManager().getManagedArrays().size());
            }
        };
        TrainingOptions options = TrainingOptions.defaults().withEpochs(5).withBatchSize(10);
        TrainingAlgorithms.named(algorithm)
                .fit(mlp, RING, options, Meter.none(), counting)
                .close();
        assertThat(arrays).containsExactly(10, 10, 10, 10, 10);
    }

    /** Adam's state is twice the model's size (here 16 MB); 40 trainings would leave 640 MB if it were not freed. */
    @ParameterizedTest
    @ValueSource(strings = {"adam", "adamw"})
    @EnabledOnOs(OS.LINUX)
    void trainingsLeaveNoOptimizerStateBehind(String optimizer) {
        TrainingOptions options =
                TrainingOptions.defaults().withEpochs(1).withBatchSize(600).withOptimizer(optimizer);
        long before = 0;
        for (int i = 0; i < 45; i++) {
            if (i == 5) {
                before = bytesInUse();
            }
            new Backpropagation()
                    .fit(new Mlp(2, 1400, 1400, 2), RING, options, Meter.none(), TrainingListener.NONE)
                    .close();
        }
        assertThat(bytesInUse() - before).isLessThan(100L << 20);
    }

    /** In the arenas of the C library's allocator and mapped by it; Java's heap is not in it. */
    private static long bytesInUse() {
        CLibrary.MallInfo info = CLibrary.INSTANCE.mallinfo2();
        return info.uordblks + info.hblkhd;
    }

    interface CLibrary extends Library {
        CLibrary INSTANCE = Native.load(CLibrary.class);

        MallInfo mallinfo2();

        /** {@code struct mallinfo2} of glibc 2.33 and later. */
        @FieldOrder({
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost"
        })
        class MallInfo extends Structure implements Structure.ByValue {
            public long arena;
            public long ordblks;
            public long smblks;
            public long hblks;
            public long hblkhd;
            public long usmblks;
            public long fsmblks;
            public long uordblks;
            public long fordblks;
            public long keepcost;
        }
    }
}
