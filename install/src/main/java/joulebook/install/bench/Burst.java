package joulebook.install.bench;

import java.util.List;
import java.util.stream.IntStream;

/** Requests that are all sent before the first is answered. */
final class Burst implements Measurement {
    private static final int BURSTS = 5;

    private final int requests;
    private final Quantity rate;

    Burst(int requests) {
        this.requests = requests;
        rate = Quantity.of("burst of %,d requests".formatted(requests), "per s", Goal.atLeast(500));
    }

    @Override
    public String name() {
        return "burst";
    }

    @Override
    public String description() {
        return "kernel_info_request, median of %d bursts after one that warms it up; no floor".formatted(BURSTS);
    }

    @Override
    public List<Sample> round(Sides sides) {
        return sides.eachKernel(kernel -> {
            kernel.burst(requests);
            double[] rates = IntStream.range(0, BURSTS)
                    .mapToDouble(i -> 1e3 * requests / kernel.burst(requests))
                    .toArray();
            return List.of(rate.sample(kernel.subject(), Result.median(rates)));
        });
    }
}
