package joulebook.magics.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * A picture in its 256 most frequent colours, every other replaced by the nearest of them: a third of the size for a
 * drawing, whose many colours are shades along the edges of a few.
 */
final class Palette {
    private static final int MOST = 256;
    private static final int BITS = 8;

    private Palette() {}

    /** @param picture of 8 bits for each of alpha, red, green and blue */
    static BufferedImage indexed(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        int[] colours = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        Map<Integer, Integer> indices = new HashMap<>();
        counts.keySet().forEach(colour -> indices.put(colour, nearest(colours, colour)));
        IndexColorModel model = new IndexColorModel(BITS, colours.length, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
        BufferedImage indexed = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        WritableRaster raster = indexed.getRaster();
        raster.setPixels(
                0, 0, width, height, Arrays.stream(pixels).map(indices::get).toArray());
        return indexed;
    }

    private static int nearest(int[] colours, int colour) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < colours.length && least > 0; i++) {
            long distance = distance(colours[i], colour);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    /** Of colours as they look: what is hardly opaque has hardly a colour. */
    private static long distance(int a, int b) {
        int alphaOfA = a >>> 24;
        int alphaOfB = b >>> 24;
        long opacity = square(255 * (alphaOfA - alphaOfB));
        return opacity
                + square(alphaOfA * (a >> 16 & 255) - alphaOfB * (b >> 16 & 255))
                + square(alphaOfA * (a >> 8 & 255) - alphaOfB * (b >> 8 & 255))
                + square(alphaOfA * (a & 255) - alphaOfB * (b & 255));
    }

    private static long square(long value) {
        return value * value;
    }
}
