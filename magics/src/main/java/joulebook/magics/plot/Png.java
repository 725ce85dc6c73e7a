package joulebook.magics.plot;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A drawing as pixels on a light ground, two a pixel of the page, for readers that are shown no SVG. */
final class Png {
    private static final Logger LOG = LoggerFactory.getLogger(Png.class);
    private static final int SCALE = 2;
    private static final String JAVA_FONT = "SansSerif";

    private Png() {}

    /** The file; empty where Java cannot draw, as without any font. */
    static Optional<byte[]> of(String svg) {
        try {
            return Optional.of(draw(svg));
        } catch (IOException | RuntimeException | Error cannotDraw) { // Java's fonts fail by InternalError and the like
            LOG.warn("Figures have no PNG form here: {}", cannotDraw.toString());
            return Optional.empty();
        }
    }

    private static byte[] draw(String svg) throws IOException {
        InputStream text = new ByteArrayInputStream(svg.replace(SvgRenderer.FONT, JAVA_FONT)
                .replace(SvgRenderer.DARK, "")
                .getBytes(StandardCharsets.UTF_8));
        SVGDocument drawing = new SVGLoader().load(text, null, LoaderContext.createDefault());
        int width = (int) drawing.size().getWidth();
        int height = (int) drawing.size().getHeight();
        BufferedImage image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(SCALE, SCALE);
            drawing.render((JComponent) null, graphics);
        } finally {
            graphics.dispose();
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        ImageIO.write(Palette.indexed(image), "png", file);
        return file.toByteArray();
    }
}
