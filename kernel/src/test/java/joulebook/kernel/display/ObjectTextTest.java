package joulebook.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectTextTest {
    private static final String HEAVY = "x".repeat(150_000);

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(42, "42"),
                Arguments.of(1e10, "1.0E10"),
                Arguments.of('c', "c"),
                Arguments.of("", ""),
                Arguments.of("a\nb", "a\nb"),
                Arguments.of(TimeUnit.SECONDS, "SECONDS"),
                Arguments.of(Duration.ofMinutes(90), "PT1H30M"),
                Arguments.of(LocalDate.of(2024, 2, 29), "2024-02-29"),
                Arguments.of(Path.of("a/b"), "a/b"),
                Arguments.of(List.of(1, 2), "[1, 2]"),
                Arguments.of(Arrays.asList("a", null), "[a, null]"),
                Arguments.of(List.of(new int[] {1}, List.of()), "[[1], []]"),
                Arguments.of(new int[0], "[]"),
                Arguments.of(new double[] {1, Double.NaN}, "[1.0, NaN]"),
                Arguments.of(new String[] {"a", null}, "[a, null]"),
                Arguments.of(new int[][] {{1}, {2, 3}, null}, "[[1], [2, 3], null]"),
                Arguments.of(new TreeMap<>(Map.of("b", new int[] {2}, "a", 1)), "{a=1, b=[2]}"),
                Arguments.of(Optional.of(new int[] {7}), "Optional[[7]]"),
                Arguments.of(Optional.empty(), "Optional.empty"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void isWhatJavaSaysWithTheElementsOfArrays(Object value, String text) {
        assertThat(ObjectText.of(value)).isEqualTo(text);
    }

    @Test
    void walksAnIterableThatHasNoTextOfItsOwn() {
        Iterable<Integer> plain = () -> List.of(1, 2).iterator();
        assertThat(ObjectText.of(plain)).isEqualTo("[1, 2]");
        class Named extends ArrayList<Integer> {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return "mine";
            }
        }
        assertThat(ObjectText.of(new Named())).isEqualTo("mine");
    }

    @Test
    void saysHowManyMoreThereAre() {
        assertThat(ObjectText.of(IntStream.range(0, 1_234).toArray()))
                .startsWith("[0, 1, ")
                .endsWith(", 999, ... 234 more (1,234 in all)]");
        assertThat(ObjectText.of(IntStream.range(0, 1_000).toArray())).endsWith(", 999]");
        Map<Integer, Integer> map = new HashMap<>();
        IntStream.range(0, 1_001).forEach(i -> map.put(i, i));
        assertThat(ObjectText.of(map)).endsWith("999=999, ... 1 more (1,001 in all)}");
        Iterable<Integer> endless = () -> Stream.iterate(0, i -> i + 1).iterator();
        assertThat(ObjectText.of(endless)).endsWith("999, ... and more]");
    }

    @Test
    void cutsLongText() {
        assertThat(ObjectText.of(HEAVY)).hasSizeLessThan(100_100).endsWith("x... (cut: 150,000 characters in all)");
        assertThat(ObjectText.of(Collections.nCopies(900, HEAVY)))
                .hasSizeLessThan(100_200)
                .endsWith("... (cut: 150,000 characters in all), ... 899 more (900 in all)]");
        assertThat(ObjectText.brief("a\n " + HEAVY, 5)).isEqualTo("a xxx…");
    }

    @Test
    void cutsCycles() {
        List<Object> outer = new ArrayList<>();
        Map<String, Object> inner = new HashMap<>();
        outer.add(inner);
        inner.put("back", outer);
        assertThat(ObjectText.of(outer)).isEqualTo("[{back=(cycle)}]");
        assertThat(ObjectText.of(List.of("a", "a"))).isEqualTo("[a, a]");
    }

    @Test
    void endsInDeepNesting() {
        List<Object> deep = List.of();
        for (int i = 0; i < 100_000; i++) {
            deep = List.of(deep);
        }
        assertThat(ObjectText.of(deep)).contains("[[...]]");
    }

    /** Its text is what a supplier says. */
    private record Says(Supplier<String> text) {
        @Override
        public String toString() {
            return text.get();
        }
    }

    @Test
    void aTextThatFailsIsSaidInItsPlace() {
        Says thrower = new Says(() -> {
            throw new IllegalStateException("bad");
        });
        Says endless = new Says(new Supplier<>() {
            @Override
            public String get() {
                return get() + 1;
            }
        });
        assertThat(ObjectText.of(List.of(1, thrower, 2)))
                .isEqualTo("[1, Says (its text cannot be had: java.lang.IllegalStateException: bad), 2]");
        assertThat(ObjectText.of(endless)).startsWith("Says (its text cannot be had: java.lang.StackOverflowError");
        assertThat(ObjectText.of(new Says(() -> null))).isEqualTo("null");
        Iterable<Integer> broken = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                throw new UnsupportedOperationException();
            }
        };
        assertThat(ObjectText.of(broken))
                .contains("UnsupportedOperationException")
                .endsWith(")");
    }

    @Test
    void namesALambdaByWhatItIs() {
        Supplier<String> lambda = () -> "";
        assertThat(ObjectText.of(lambda)).isEqualTo("lambda of java.util.function.Supplier");
    }

    @Test
    void namesClassesOfCellsAsTheyWereWritten() {
        assertThat(ObjectText.plain("class REPL.$JShell$11$Point")).isEqualTo("class Point");
        assertThat(ObjectText.plain("REPL.$JShell$11B$Point@1f")).isEqualTo("Point@1f");
    }
}
