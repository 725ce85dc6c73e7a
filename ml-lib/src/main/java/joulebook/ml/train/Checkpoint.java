package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Reading;

/**
 * A training after an epoch, in one file (NumPy's npz): weights, the optimizer's state, what the epochs came to. A training
 * that is resumed from it ends with the same bits as one that ran through: weights alone would not do, for the moments and
 * the order of the examples would start anew (Li et al., Experience of Training a 1.7B-Parameter LLaMa Model From
 * Scratch, arXiv 2412.13335).
 */
final class Checkpoint {
    private static final Gson GSON = new Gson();
    private static final String ABOUT = "about";
    private static final String WEIGHT = "weight:";

    private final Path file;

    Checkpoint(Path file) {
        this.file = file;
    }

    /** All that is no array. */
    private record About(String dataset, TrainingOptions options, Map<String, Integer> steps, List<Epoch> epochs) {}

    private record Epoch(int epoch, double trainLoss, double testLoss, Double testAccuracy, JsonObject reading) {
        static Epoch of(EpochResult result) {
            OptionalDouble accuracy = result.test().accuracy();
            return new Epoch(
                    result.epoch(),
                    result.trainLoss(),
                    result.test().loss(),
                    accuracy.isPresent() ? accuracy.getAsDouble() : null,
                    result.soFar().toJson());
        }

        EpochResult result() {
            OptionalDouble accuracy = testAccuracy == null ? OptionalDouble.empty() : OptionalDouble.of(testAccuracy);
            return new EpochResult(epoch, trainLoss, new Evaluation(testLoss, accuracy), Reading.fromJson(reading));
        }
    }

    /** Writes the state; the file is the old one or the new one at any time, never half of it. */
    void save(Learner learner, TrainTest data, TrainingOptions options, List<EpochResult> epochs) {
        StatefulOptimizer optimizer = learner.optimizer();
        About about = new About(
                data.train().name(),
                options,
                optimizer.steps(),
                epochs.stream().map(Epoch::of).toList());
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList arrays = new NDList();
            for (Pair<String, Parameter> parameter : learner.predictor().getParameters()) {
                add(arrays, WEIGHT + parameter.getKey(), parameter.getValue().getArray(), manager);
            }
            for (String id : optimizer.steps().keySet()) {
                List<NDArray> moments = optimizer.moments(id);
                for (int i = 0; i < moments.size(); i++) {
                    add(arrays, moment(i, id), moments.get(i), manager);
                }
            }
            byte[] text = GSON.toJson(about).getBytes(StandardCharsets.UTF_8);
            NDArray json = manager.create(text, new Shape(text.length));
            json.setName(ABOUT);
            arrays.add(json);
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path whole = Files.createTempFile(folder, file.getFileName().toString(), ".part");
            Files.write(whole, arrays.encode(NDList.Encoding.NPZ));
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw (InputException) new InputException("The checkpoint " + file + " cannot be written (" + e.getMessage()
                            + "): choose a folder that can be written to.")
                    .initCause(e);
        }
    }

    private static void add(NDList arrays, String name, NDArray array, NDManager manager) {
        NDArray copy = NoGrad.call(array::duplicate);
        copy.attach(manager);
        copy.setName(name);
        arrays.add(copy);
    }

    private static String moment(int index, String id) {
        return "moment" + index + ":" + id;
    }

    /**
     * Brings a training to where the file left it.
     *
     * @return what its epochs came to; empty if there is no such file yet
     * @throws InputException if the file is of another training
     */
    List<EpochResult> restore(Learner learner, TrainTest data, TrainingOptions options) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (NDArray array : NDList.decode(manager, Files.readAllBytes(file))) {
                arrays.put(array.getName(), array);
            }
            About about =
                    GSON.fromJson(new String(arrays.get(ABOUT).toByteArray(), StandardCharsets.UTF_8), About.class);
            requireSame(about, data, options);
            for (Pair<String, Parameter> parameter : learner.predictor().getParameters()) {
                set(parameter.getValue().getArray(), arrays.get(WEIGHT + parameter.getKey()));
            }
            about.steps().forEach((id, steps) -> {
                List<NDArray> moments = new ArrayList<>();
                for (int i = 0; arrays.containsKey(moment(i, id)); i++) {
                    moments.add(arrays.get(moment(i, id)));
                }
                learner.optimizer().restore(id, steps, moments);
            });
            return about.epochs().stream().map(Epoch::result).toList();
        } catch (InputException e) {
            throw e;
        } catch (IOException | IllegalArgumentException | JsonParseException | NullPointerException e) {
            throw (InputException) new InputException(
                            "The file " + file + " is no checkpoint that can be read: name another, or remove it.")
                    .initCause(e);
        }
    }

    private void set(NDArray weight, NDArray saved) {
        if (saved == null || !saved.getShape().equals(weight.getShape())) {
            throw new InputException(
                    "The checkpoint " + file + " is of another model: name another file, or make the model it is of.");
        }
        NoGrad.copy(saved, weight);
    }

    /** More epochs may be asked for than were when it was written. */
    private void requireSame(About about, TrainTest data, TrainingOptions options) {
        boolean same = about.dataset().equals(data.train().name())
                && about.options().withEpochs(1).equals(options.withEpochs(1));
        if (!same) {
            throw new InputException("The checkpoint " + file + " is of a training on " + about.dataset() + " with "
                    + about.options() + ", which is not the one asked for: name another file.");
        }
    }
}
