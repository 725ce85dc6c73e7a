package joulebook.ml.data;

import ai.djl.ndarray.types.Shape;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import joulebook.ml.InputException;

/** Pictures of one's own: a folder for each class, with PNG, JPEG, GIF or BMP files in it. */
public final class ImageFolder {

    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");
    private static final double[] LUMINANCE = {0.299, 0.587, 0.114};

    private ImageFolder() {}

    /**
     * Reads all pictures, each stretched to one size; the classes are the folders in the order of their names.
     *
     * @param channels 1 for grey, 3 for red, green and blue
     * @return examples of shape (height, width) for grey and (3, height, width) for colour, pixels in [0, 1]
     * @throws InputException if there are not two class folders, one of them is empty, or a file is no picture
     */
    public static Dataset load(Path folder, int width, int height, int channels) {
        if (width < 1 || height < 1 || channels != 1 && channels != 3) {
            throw new InputException("Pictures of " + width + " x " + height + " with " + channels
                    + " channels cannot be made: use positive sizes and 1 channel (grey) or 3 (colour).");
        }
        List<Path> classes = list(folder, Files::isDirectory);
        if (classes.size() < 2) {
            throw new InputException("The folder " + folder.toAbsolutePath()
                    + " does not hold a folder for each of two classes or more: move the pictures into such folders.");
        }
        List<float[]> pictures = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            List<Path> files = list(classes.get(label), ImageFolder::isPicture);
            if (files.isEmpty()) {
                throw new InputException("The folder " + classes.get(label) + " holds no picture: add "
                        + String.join(", ", ENDINGS) + " files or remove it.");
            }
            for (Path file : files) {
                pictures.add(pixels(read(file), width, height, channels));
                labels.add(label);
            }
        }
        return new Dataset(
                folder.toAbsolutePath().getFileName().toString(),
                channels == 1 ? new Shape(height, width) : new Shape(3, height, width),
                joined(pictures),
                new Targets.Classes(
                        labels.stream().mapToInt(Integer::intValue).toArray(),
                        classes.stream()
                                .map(path -> path.getFileName().toString())
                                .toList()));
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            throw new InputException("There is no folder " + folder.toAbsolutePath() + ": check its path.");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(wanted)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static BufferedImage read(Path file) {
        try {
            BufferedImage picture = ImageIO.read(file.toFile());
            if (picture != null) {
                return picture;
            }
        } catch (IOException e) {
            throw (InputException) unreadable(file).initCause(e);
        }
        throw unreadable(file);
    }

    private static InputException unreadable(Path file) {
        return new InputException("The file " + file + " cannot be read as a picture: replace or remove it.");
    }

    /** Channel by channel, row by row; transparent parts are black. */
    private static float[] pixels(BufferedImage picture, int width, int height, int channels) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        int[] rgb = scaled.getRGB(0, 0, width, height, null, 0, width);
        float[] pixels = new float[channels * rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            double grey = 0;
            for (int c = 0; c < 3; c++) {
                int value = rgb[i] >> 16 - 8 * c & 0xff;
                grey += LUMINANCE[c] * value;
                if (channels == 3) {
                    pixels[c * rgb.length + i] = value / 255f;
                }
            }
            if (channels == 1) {
                pixels[i] = (float) (grey / 255);
            }
        }
        return pixels;
    }

    private static float[] joined(List<float[]> pictures) {
        int each = pictures.get(0).length;
        float[] all = new float[pictures.size() * each];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i), 0, all, i * each, each);
        }
        return all;
    }
}
