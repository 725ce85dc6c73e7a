package joulebook.install.bench;

import java.util.List;

/** One display of much HTML, until it was received and the cell is over. */
final class LargeDisplay implements Measurement {
    private final int characters;
    private final Quantity time;

    LargeDisplay(int characters) {
        this.characters = characters;
        time = Quantity.of("display of %s MB".formatted(characters / 1_000_000), "s");
    }

    @Override
    public String name() {
        return "display";
    }

    @Override
    public String description() {
        return "one display of HTML; no floor";
    }

    @Override
    public List<Sample> round(Sides sides) {
        return sides.eachKernel(kernel -> {
            Side.Reply reply = kernel.evaluate(kernel.language().display().formatted(characters));
            if (reply.displays().stream().noneMatch(html -> html.length() == characters)) {
                throw new IllegalStateException("The display of %,d characters did not come.".formatted(characters));
            }
            return List.of(time.sample(kernel.subject(), reply.milliseconds() / 1e3));
        });
    }
}
