package joulebook.magics.plot;

import java.util.List;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * Figures side by side in one static drawing, row by row.
 *
 * @param figures one or more
 * @param columns how many stand in a row
 */
public record FigureGrid(List<Figure> figures, int columns) implements DisplayDataRenderable {

    public FigureGrid {
        figures = List.copyOf(figures);
        if (figures.isEmpty() || columns < 1) {
            throw new IllegalArgumentException("A grid of %d figures in %d columns cannot be drawn: give one at least."
                    .formatted(figures.size(), columns));
        }
    }

    /** The drawing; each cell has the size of the largest figure. */
    public String toSvg() {
        int width = figures.stream().mapToInt(Figure::width).max().orElseThrow();
        int height = figures.stream().mapToInt(Figure::height).max().orElseThrow();
        int across = Math.min(columns, figures.size());
        int rows = (figures.size() + columns - 1) / columns;
        Svg svg = new Svg();
        SvgRenderer.open(svg, across * width, rows * height, toString());
        for (int i = 0; i < figures.size(); i++) {
            String move = "translate(%d %d)".formatted(i % columns * width, i / columns * height);
            svg.open("g", "transform", move);
            figures.get(i).drawOn(svg);
            svg.close("g");
        }
        return svg.close("svg").toString();
    }

    @Override
    public void render(RenderContext context) {
        context.renderIfRequested(MIMEType.IMAGE_SVG, () -> toSvg());
        context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> toString());
    }

    @Override
    public String toString() {
        return figures.stream().map(Figure::toString).collect(Collectors.joining("; "));
    }
}
