package joulebook.install;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import joulebook.kernel.error.UserError;
import joulebook.magics.paper.VerdictFigure;
import joulebook.magics.paper.VerdictView;
import joulebook.magics.plot.FigureGrid;
import joulebook.ml.InputException;
import joulebook.ml.energy.Meter;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Claim;
import joulebook.ml.paper.Curve;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Paper;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.paper.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code joulebook reproduce}: checks papers' claims without a notebook. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = "Check the claims of papers by small experiments, and write what came out as Markdown and JSON.")
final class Reproduce implements Callable<Integer> {
    @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids or numbers of papers, such as lamp or 96.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All papers that are built.")
    private boolean all;

    @Option(
            names = "--budget",
            paramLabel = "BUDGET",
            description = "full (judges the claims; the default) or smoke (seconds, judges nothing).")
    private Budget budget = Budget.FULL;

    @Option(names = "--seeds", paramLabel = "N", description = "Over how many seeds; ${DEFAULT-VALUE} by default.")
    private int seeds = 3;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Where reproductions.md, its figures and reproductions.json go; the Markdown is printed, too.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (seeds < 1) {
            throw new UserError("--seeds is " + seeds + ", but it takes one at least.", "Claims need 3.");
        }
        StringBuilder markdown = new StringBuilder();
        JsonArray json = new JsonArray();
        try {
            for (Reproduction reproduction : chosen()) {
                Verdict verdict = Verdict.of(
                        reproduction,
                        budget,
                        Experiment.seeds(seeds),
                        Meter.forThisMachine(),
                        what -> System.err.println(reproduction.id() + ": " + what));
                String text = markdown(verdict);
                System.out.print(text);
                markdown.append(text);
                json.add(json(verdict));
                if (out != null) {
                    markdown.append(draw(verdict));
                    write(markdown.toString(), json); // what is done is not lost with what comes
                }
            }
        } catch (InputException e) {
            throw new UserError(e.getMessage());
        }
        return 0;
    }

    private List<Reproduction> chosen() {
        List<Paper> papers =
                all ? Catalogue.built() : ids.stream().map(Catalogue::paper).toList();
        if (papers.isEmpty()) {
            throw new UserError("Which paper? Name one, such as lamp, or --all.", "These are built: " + built() + ".");
        }
        return papers.stream()
                .map(paper -> Catalogue.reproduction(paper)
                        .orElseThrow(() -> new UserError(
                                "The method of " + paper.id() + " is not built yet.", "These are: " + built() + ".")))
                .toList();
    }

    private static String built() {
        return String.join(", ", Catalogue.built().stream().map(Paper::id).toList());
    }

    private void write(String markdown, JsonArray json) throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("reproductions.md"), markdown);
        Files.writeString(
                out.resolve("reproductions.json"),
                new GsonBuilder()
                                .setPrettyPrinting()
                                .serializeSpecialFloatingPointValues()
                                .create()
                                .toJson(json) + "\n");
    }

    /** Writes the verdict's figure beside the Markdown, and gives the line that shows it there; empty if it has none. */
    private String draw(Verdict verdict) throws IOException {
        Optional<FigureGrid> figure = VerdictFigure.of(verdict);
        if (figure.isEmpty()) {
            return "";
        }
        String file = verdict.paper().id() + ".svg";
        Files.createDirectories(out);
        Files.writeString(out.resolve(file), figure.get().toSvg());
        return "![%s: what was measured, and what was asked](%s)\n\n"
                .formatted(verdict.paper().id(), file);
    }

    private static String markdown(Verdict verdict) {
        StringBuilder text = new StringBuilder("## %03d %s\n\n%s\n\n"
                .formatted(
                        verdict.paper().number(),
                        verdict.paper().id(),
                        verdict.paper().title()));
        text.append("| claim | paper | ours | asked | verdict |\n|---|---|---|---|---|\n");
        VerdictView.claims(verdict).forEach(row -> {
            for (int i = 0; i < 5; i++) {
                text.append("| ").append(row.getString(i).replace("|", "\\|")).append(' ');
            }
            text.append("|\n");
        });
        text.append('\n');
        verdict.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        return text.append("\n%d seeds, %s\n\n".formatted(verdict.seeds().size(), VerdictView.cost(verdict)))
                .toString();
    }

    private static JsonObject json(Verdict verdict) {
        JsonObject json = new JsonObject();
        json.addProperty("id", verdict.paper().id());
        json.addProperty("budget", verdict.budget().name().toLowerCase());
        json.addProperty("outcome", verdict.outcome().name().toLowerCase());
        JsonArray claims = new JsonArray();
        for (Claim claim : verdict.claims()) {
            JsonObject one = new JsonObject();
            one.addProperty("claim", claim.statement());
            one.addProperty("paper", claim.reported());
            one.addProperty("asked", claim.criterion().toString());
            one.add("values", values(claim.measured().values()));
            one.addProperty("outcome", claim.outcome().name().toLowerCase());
            claims.add(one);
        }
        json.add("claims", claims);
        JsonObject measured = new JsonObject();
        verdict.measured().forEach((quantity, values) -> measured.add(quantity, values(values.values())));
        json.add("measured", measured);
        JsonArray curves = new JsonArray();
        for (Curve curve : verdict.curves()) {
            JsonObject one = new JsonObject();
            one.addProperty("series", curve.series());
            one.addProperty("xAxis", curve.axes().x());
            one.addProperty("yAxis", curve.axes().y());
            one.add("x", values(List.copyOf(curve.points().keySet())));
            JsonArray y = new JsonArray();
            curve.points().values().forEach(seeds -> y.add(values(seeds.values())));
            one.add("y", y);
            curves.add(one);
        }
        json.add("curves", curves);
        json.add("reading", verdict.reading().toJson());
        return json;
    }

    private static JsonArray values(List<Double> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }
}
