package joulebook.magics.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PaletteTest {
    @Test
    void fewColoursStayAsTheyAre() {
        BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(1, 0, 0xFF0072B2);
        picture.setRGB(2, 0, 0x80D55E00);
        BufferedImage indexed = Palette.indexed(picture);
        assertThat(indexed.getRGB(0, 0, 3, 1, null, 0, 3)).containsExactly(0, 0xFF0072B2, 0x80D55E00);
    }

    @Test
    void rareColoursBecomeTheNearestOfTheFrequentOnes() {
        BufferedImage picture = new BufferedImage(512, 2, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < 512; x++) { // 256 shades of grey
            int grey = x / 2;
            picture.setRGB(x, 0, 0xFF000000 | grey << 16 | grey << 8 | grey);
            picture.setRGB(x, 1, 0xFF000000 | grey << 16 | grey << 8 | grey);
        }
        picture.setRGB(7, 0, 0xFF040403); // the 257th colour, once
        BufferedImage indexed = Palette.indexed(picture);
        assertThat(indexed.getRGB(7, 0)).isEqualTo(0xFF040404);
        assertThat(indexed.getRGB(500, 1)).isEqualTo(0xFFFAFAFA);
    }
}
