package joulebook.magics.plot;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Figures side by side in one static drawing, row by row.
 *
 * @param figures one or more
 * @param columns how many stand in a row
 */
public record FigureGrid(List<Figure> figures, int columns) implements Drawable {

    public FigureGrid {
        figures = List.copyOf(figures);
        if (figures.isEmpty() || columns < 1) {
            throw new IllegalArgumentException("A grid of %d figures in %d columns cannot be drawn: give one at least."
                    .formatted(figures.size(), columns));
        }
    }

    /** The drawing; each cell has the size of the largest figure. */
    @Override
    public String toSvg() {
        int width = cellWidth();
        int height = figures.stream().mapToInt(Figure::height).max().orElseThrow();
        int across = across();
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
    public int width() {
        return across() * cellWidth();
    }

    @Override
    public Optional<JsonObject> plotly() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return figures.stream().map(Figure::toString).collect(Collectors.joining("; "));
    }

    private int across() {
        return Math.min(columns, figures.size());
    }

    private int cellWidth() {
        return figures.stream().mapToInt(Figure::width).max().orElseThrow();
    }
}
