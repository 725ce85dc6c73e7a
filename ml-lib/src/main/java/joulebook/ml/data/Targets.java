package joulebook.ml.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/** What a model is to predict for each example: a class, or a number. The arrays are shared, not copied: do not change them. */
public sealed interface Targets {

    /** The number of examples. */
    int size();

    /** The number of outputs a model needs: the number of classes, or 1 for numbers. */
    int outputs();

    /** The targets of these examples, in this order. */
    Targets select(int[] examples);

    /** These targets, then others of the same kind. */
    Targets plus(Targets more);

    /**
     * Class labels.
     *
     * @param labels one label per example, an index into {@code names}
     * @param names the names of the classes, at least two
     */
    record Classes(int[] labels, List<String> names) implements Targets {

        public Classes {
            names = List.copyOf(names);
            if (names.size() < 2) {
                throw new InputException("Classification needs at least two classes, but the labels name "
                        + names.size() + ": choose another label column.");
            }
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] < 0 || labels[i] >= names.size()) {
                    throw new InputException("Example " + i + " has the label " + labels[i] + ", but with "
                            + names.size() + " classes labels run from 0 to " + (names.size() - 1) + ".");
                }
            }
        }

        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public int outputs() {
            return names.size();
        }

        @Override
        public Classes select(int[] examples) {
            return new Classes(Arrays.stream(examples).map(i -> labels[i]).toArray(), names);
        }

        @Override
        public Classes plus(Targets more) {
            return new Classes(
                    IntStream.concat(Arrays.stream(labels), Arrays.stream(((Classes) more).labels))
                            .toArray(),
                    names);
        }
    }

    /**
     * Numbers to regress on.
     *
     * @param values one finite number per example
     */
    record Values(float[] values) implements Targets {

        public Values {
            Dataset.requireFinite(values, "target");
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public Values select(int[] examples) {
            float[] selected = new float[examples.length];
            for (int i = 0; i < examples.length; i++) {
                selected[i] = values[examples[i]];
            }
            return new Values(selected);
        }

        @Override
        public Values plus(Targets more) {
            float[] others = ((Values) more).values;
            float[] both = Arrays.copyOf(values, values.length + others.length);
            System.arraycopy(others, 0, both, values.length, others.length);
            return new Values(both);
        }
    }
}
