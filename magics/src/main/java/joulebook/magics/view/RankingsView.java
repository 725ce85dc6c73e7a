package joulebook.magics.view;

import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import joulebook.magics.plot.Figure;
import joulebook.magics.plot.FigureGrid;
import joulebook.magics.text.Numbers;
import joulebook.ml.evaluation.RankingStability;
import joulebook.ml.math.Estimate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The same models ranked in one or several ways. */
public final class RankingsView {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;

    private final Map<String, RankingStability> rankings;
    private final int examples;
    private final RankingStability first;

    /**
     * @param rankings by the ways to rank, at least one; the first decides the order of rows
     * @param examples how many the rankings rest on
     */
    public RankingsView(Map<String, RankingStability> rankings, int examples) {
        this.rankings = rankings;
        this.examples = examples;
        this.first = rankings.values().iterator().next();
    }

    /** A row for each model, the best first: its score and its place by each way, with intervals. */
    public TableView table() {
        List<String> columns = new ArrayList<>(List.of("model"));
        rankings.keySet().forEach(method -> columns.addAll(List.of(method, place(method))));
        TextRows rows = new TextRows(
                first.models().size() + " models on " + examples + " examples (95 % intervals)",
                columns.toArray(String[]::new));
        for (int model : first.order()) {
            List<String> cells = new ArrayList<>(List.of(first.models().get(model)));
            for (RankingStability ranking : rankings.values()) {
                cells.add(EstimateText.of(ranking.scores().get(model)));
                cells.add(placeText(ranking.ranks().get(model)));
            }
            rows.row(cells.toArray(String[]::new));
        }
        return rows.view();
    }

    /** The same with numbers: scores and places with the ends of their intervals. */
    public Table numbers() {
        int[] order = first.order();
        Table numbers = Table.create(
                "rankings", StringColumn.create("model", Arrays.stream(order).mapToObj(first.models()::get)));
        rankings.forEach((method, ranking) -> {
            add(numbers, method, order, ranking.scores());
            add(numbers, place(method), order, ranking.ranks());
        });
        return numbers;
    }

    /** A figure for each way: scores with their intervals by place; a model has one colour in all of them. */
    public FigureGrid figures() {
        return new FigureGrid(
                rankings.entrySet().stream()
                        .map(ranking -> figure(ranking.getKey(), ranking.getValue()))
                        .toList(),
                2);
    }

    private Figure figure(String method, RankingStability ranking) {
        Figure figure = Figure.of("By " + method).xAxis("place").yAxis(method).size(WIDTH, HEIGHT);
        List<Integer> order = Ints.asList(ranking.order());
        for (int row : first.order()) {
            String model = ranking.models().get(row);
            Estimate score = ranking.scores().get(row);
            double place = order.indexOf(row) + 1;
            figure = figure.points(model, new double[] {place}, new double[] {score.value()});
            if (score.isBounded()) {
                figure = figure.line(model, new double[] {place, place}, new double[] {score.low(), score.high()});
            }
        }
        return figure;
    }

    private static String place(String method) {
        return method + ", place";
    }

    /** {@code 2 [1, 3]}. */
    private static String placeText(Estimate place) {
        String value = Numbers.brief(place.value());
        return place.isBounded()
                ? value + " [" + Math.round(Math.floor(place.low())) + ", " + Math.round(Math.ceil(place.high())) + "]"
                : value;
    }

    private static void add(Table table, String name, int[] order, List<Estimate> estimates) {
        table.addColumns(
                column(name, order, estimates, Estimate::value),
                column(name + ", low", order, estimates, Estimate::low),
                column(name + ", high", order, estimates, Estimate::high));
    }

    private static DoubleColumn column(
            String name, int[] order, List<Estimate> estimates, ToDoubleFunction<Estimate> part) {
        return DoubleColumn.create(
                name,
                Arrays.stream(order)
                        .mapToDouble(model -> part.applyAsDouble(estimates.get(model)))
                        .toArray());
    }
}
