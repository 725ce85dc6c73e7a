package joulebook.magics.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PathTest {
    private static final double GAP = Double.NaN;

    @Test
    void aGapBreaksTheLineAndALonePointIsADash() {
        String path = Path.line(new double[] {0, 10, 20, 30, 40, 50}, new double[] {1, 2, GAP, 4, GAP, 6.125});
        assertThat(path).isEqualTo("M0 1L10 2M27 4h6M47 6.13h6");
    }

    @Test
    void anAreaRunsForwardAboveAndBackBelow() {
        String path = Path.area(new double[] {0, 10, 20, 30}, new double[] {9, 8, GAP, 7}, new double[] {1, 2, 3, 4});
        assertThat(path).isEqualTo("M0 1L10 2L10 8L0 9ZM30 4L30 7Z");
    }

    @Test
    void manyPointsInAPixelColumnKeepTheirExtremes() {
        int points = 100_000;
        double[] x = IntStream.range(0, points).mapToDouble(i -> i / 1000.0).toArray();
        double[] y = IntStream.range(0, points)
                .mapToDouble(i -> i == 50_500 ? -7 : i % 2)
                .toArray();
        String path = Path.line(x, y);
        assertThat(path).contains("L50.5 -7").startsWith("M0 0").endsWith("L100 1");
        assertThat(path.length()).isLessThan(100 * 4 * 12);
    }

    @Test
    void dotsOnTheSameHalfPixelAreWrittenOnce() {
        assertThat(Path.dots(new double[] {1, 1.1, 2, GAP}, new double[] {5, 5.1, 5, 5}))
                .isEqualTo("M1 5h0M2 5h0");
    }
}
