package joulebook.ml.model;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joulebook.ml.InputException;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.method.Settings;

/** The names of the models. */
public final class ModelMethods implements MethodProvider {

    @Override
    public List<Method<?>> methods() {
        return List.of(
                model("mlp", "hidden linear layers with ReLU", "hidden=64", ModelMethods::mlp),
                model("cnn", "convolutions, then a hidden layer", "channels=16-32,hidden=64", ModelMethods::cnn),
                model("resnet", "a residual network", "channels=8,stages=2,blocks=1", ModelMethods::resNet),
                model(
                        "char-mlp",
                        "the next character by one hidden layer",
                        "width=64,dimensions=16",
                        ModelMethods::characterMlp),
                model(
                        "transformer",
                        "the next character by a pre-norm transformer",
                        "width=32,layers=1,heads=2",
                        ModelMethods::transformer));
    }

    private static Method<ModelRecipe> model(
            String name, String summary, String settings, Function<Settings, ModelRecipe> make) {
        return new Method<>(ModelRecipe.class, name, summary, settings, make);
    }

    private static ModelRecipe mlp(Settings settings) {
        int[] hidden = settings.sizes("hidden", 64);
        return (example, outputs) ->
                new Mlp(Stream.of(IntStream.of((int) example.size()), IntStream.of(hidden), IntStream.of(outputs))
                        .flatMapToInt(sizes -> sizes)
                        .toArray());
    }

    private static ModelRecipe cnn(Settings settings) {
        int[] channels = settings.sizes("channels", 16, 32);
        int hidden = settings.whole("hidden", 64);
        return (example, outputs) -> new Cnn(example, channels, hidden, outputs);
    }

    private static ModelRecipe resNet(Settings settings) {
        int channels = settings.whole("channels", 8);
        int stages = settings.whole("stages", 2);
        int blocks = settings.whole("blocks", 1);
        return (example, outputs) -> new ResNet(example, channels, stages, blocks, outputs);
    }

    private static ModelRecipe characterMlp(Settings settings) {
        int width = positive("char-mlp", "width", settings.whole("width", 64));
        int dimensions = positive("char-mlp", "dimensions", settings.whole("dimensions", 16));
        return (example, outputs) -> CharacterMlp.of(outputs, window("char-mlp", example), dimensions, width);
    }

    private static ModelRecipe transformer(Settings settings) {
        int width = settings.whole("width", 32);
        int layers = settings.whole("layers", 1);
        int heads = settings.whole("heads", 2);
        return (example, outputs) -> new Transformer(outputs, window("transformer", example), width, layers, heads);
    }

    private static int window(String model, Shape example) {
        if (example.dimension() != 1) {
            throw new InputException(
                    "The model " + model + " takes windows of characters, but an example has the shape " + example
                            + ": choose a text, such as moby-dick.");
        }
        return (int) example.get(0);
    }

    private static int positive(String model, String setting, int value) {
        if (value < 1) {
            throw new InputException(
                    "The setting " + setting + " of " + model + " is " + value + ", but it must be at least 1.");
        }
        return value;
    }
}
