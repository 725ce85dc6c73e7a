package joulebook.magics.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "-0.0 | 0",
                "1 | 1",
                "0.1 | 0.1",
                "0.123456 | 0.1235",
                "12.3456 | 12.35",
                "9999 | 9999",
                "10000 | 10,000",
                "123456.7 | 123,457",
                "-1234567 | -1,234,567",
                "0.000123456 | 0.000123",
                "0.0000123456 | 1.235e-5",
                "0.000099999 | 1e-4",
                "9.99996e12 | 1e13",
                "-2.5e-7 | -2.5e-7",
                "NaN | –",
                "-Infinity | -∞"
            })
    void briefKeepsFourSignificantDigits(double value, String expected) {
        assertThat(Numbers.brief(value)).isEqualTo(expected);
    }

    @Test
    void theValuesOfAColumnAlignAtTheirPoints() {
        assertThat(Numbers.column(new double[] {0.97121, 0.95, 1, Double.NaN}))
                .containsExactly("0.971", "0.950", "1.000", "–");
        assertThat(Numbers.column(new double[] {2.5, 10})).containsExactly("2.5", "10.0");
        assertThat(Numbers.column(new double[] {1, 2, 60000})).containsExactly("1", "2", "60,000");
    }

    @Test
    void magnitudesTooFarApartStandForThemselves() {
        assertThat(Numbers.column(new double[] {2.31, 0.00042})).containsExactly("2.31", "0.00042");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.30000000000000004 | 0.1 | 0.3",
                "1 | 0.25 | 1.0",
                "20000 | 5000 | 20,000",
                "1500000 | 500000 | 1.5×10⁶",
                "-2000000 | 1000000 | -2×10⁶",
                "0.00001 | 0.000005 | 1.0×10⁻⁵",
                "1e-18 | 0.1 | 0"
            })
    void aTickHasTheDecimalsOfItsStep(double value, double step, String expected) {
        assertThat(Numbers.tick(value, step)).isEqualTo(expected);
    }

    @Test
    void powersOfTenAreSuperscripts() {
        assertThat(Numbers.powerOfTen(-12)).isEqualTo("10⁻¹²");
        assertThat(Numbers.powerOfTen(3)).isEqualTo("10³");
    }
}
