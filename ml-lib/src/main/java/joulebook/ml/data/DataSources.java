package joulebook.ml.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import joulebook.ml.InputException;
import joulebook.ml.method.Method;
import joulebook.ml.method.MethodProvider;
import joulebook.ml.method.Settings;

/** The names of data: those of the library, and kinds of files. */
public final class DataSources implements MethodProvider {
    private static final String SPLIT = "test=0.2,seed=0";

    @Override
    public List<Method<?>> methods() {
        return List.of(
                named("mnist", "60,000 and 10,000 digits of 28 x 28", BundledData::mnist),
                named("digits", "1,797 digits of 8 x 8", BundledData::digits),
                named("iris", "150 flowers, 3 species", () -> BundledData.tabular("iris", "species")),
                named("wine", "178 wines, 3 cultivars", () -> BundledData.tabular("wine", "cultivar")),
                named(
                        "breast-cancer",
                        "569 tumours, 2 diagnoses",
                        () -> BundledData.tabular("breast-cancer", "diagnosis")),
                named(
                        "diabetes",
                        "442 patients, a number to predict",
                        () -> BundledData.tabular("diabetes", "progression")),
                source(
                        "fashion-mnist",
                        "60,000 and 10,000 pieces of clothing of 28 x 28",
                        "path=",
                        settings -> FashionMnist.in(settings.text("path", ""))),
                source(
                        "cifar-10",
                        "50,000 and 10,000 colour pictures of 32 x 32",
                        "path=",
                        settings -> Cifar10.in(settings.text("path", ""))),
                source("csv", "a CSV file with a header row", "path=,target=," + SPLIT, DataSources::csv),
                source(
                        "idx",
                        "a folder with the four IDX files that MNIST has",
                        "path=",
                        settings -> IdxFolder.in(Path.of(settings.required("path", "FOLDER")))),
                source(
                        "images",
                        "a folder of PNG or JPEG files for each class",
                        "path=,size=28,channels=1," + SPLIT,
                        DataSources::images));
    }

    private static DataSource csv(Settings settings) {
        Path file = Path.of(settings.required("path", "FILE"));
        String target = settings.required("target", "COLUMN");
        Function<Dataset, TrainTest> split = split(settings);
        return () -> split.apply(Datasets.csv(file, target)).standardized();
    }

    /** A folder that has the folders {@code train} and {@code test} is split already. */
    private static DataSource images(Settings settings) {
        Path folder = Path.of(settings.required("path", "FOLDER"));
        int size = settings.whole("size", 28);
        int channels = settings.whole("channels", 1);
        Function<Dataset, TrainTest> split = split(settings);
        return () -> {
            Path train = folder.resolve("train");
            Path test = folder.resolve("test");
            return Files.isDirectory(train) && Files.isDirectory(test)
                    ? new TrainTest(
                            ImageFolder.load(train, size, size, channels), ImageFolder.load(test, size, size, channels))
                    : split.apply(ImageFolder.load(folder, size, size, channels));
        };
    }

    private static Function<Dataset, TrainTest> split(Settings settings) {
        double test = settings.number("test", 0.2);
        int seed = settings.whole("seed", 0);
        if (!(test > 0 && test < 1)) {
            throw new InputException(
                    "The setting test of " + settings.name() + " is " + test + ", but it must lie between 0 and 1.");
        }
        return data -> data.split(test, seed);
    }

    private static Method<DataSource> named(String name, String summary, Supplier<TrainTest> load) {
        return Method.of(DataSource.class, name, summary, settings -> load::get);
    }

    private static Method<DataSource> source(
            String name, String summary, String settings, Function<Settings, DataSource> make) {
        return new Method<>(DataSource.class, name, summary, settings, make);
    }
}
