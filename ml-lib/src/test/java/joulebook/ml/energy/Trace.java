package joulebook.ml.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A power over time: linear between points, with a step where two points share a time. */
record Trace(List<Point> points) {

    record Point(double seconds, double watts) {}

    static Trace constant(double watts) {
        return new Trace(List.of(new Point(0, watts)));
    }

    static Trace ramp(double from, double to, double seconds) {
        return new Trace(List.of(new Point(0, from), new Point(seconds, to)));
    }

    static Trace square(double low, double high, double period, double seconds) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i * period < seconds; i++) {
            points.add(new Point(i * period, low));
            points.add(new Point((i + 0.5) * period, low));
            points.add(new Point((i + 0.5) * period, high));
            points.add(new Point((i + 1) * period, high));
        }
        return new Trace(points);
    }

    /** Levels of random power that hold for random times, with a mean drawn from a range of 10 ms to 1 s. */
    static Trace steps(Random random, double seconds) {
        double mean = Math.pow(10, -2 + 2 * random.nextDouble());
        List<Point> points = new ArrayList<>();
        double time = 0;
        while (time < seconds) {
            double watts = 50 + 250 * random.nextDouble();
            points.add(new Point(time, watts));
            time += -mean * Math.log(1 - random.nextDouble());
            points.add(new Point(time, watts));
        }
        return new Trace(points);
    }

    /** A walk by random slopes, each for 10 ms. */
    static Trace walk(Random random, double seconds) {
        List<Point> points = new ArrayList<>();
        double watts = 200;
        for (double time = 0; time < seconds; time += 0.01) {
            points.add(new Point(time, watts));
            watts = Math.min(400, Math.max(10, watts + 5 * random.nextGaussian()));
        }
        return new Trace(points);
    }

    /** A square wave of a random period of 20 ms to 1 s. */
    static Trace anySquare(Random random, double seconds) {
        return square(60, 300, Math.pow(10, -1.7 + 1.7 * random.nextDouble()), seconds);
    }

    /** A ramp up or down. */
    static Trace anyRamp(Random random, double seconds) {
        return ramp(50 + 100 * random.nextDouble(), 400 * random.nextDouble(), seconds);
    }

    /** The exact energy from one time to another. */
    double joules(double from, double to) {
        double sum = 0;
        for (int i = 0; i <= points.size(); i++) {
            double start = i == 0 ? Double.NEGATIVE_INFINITY : points.get(i - 1).seconds();
            double end = i == points.size()
                    ? Double.POSITIVE_INFINITY
                    : points.get(i).seconds();
            double a = Math.max(from, start);
            double b = Math.min(to, end);
            if (b > a) {
                sum += (b - a) * watts(i, (a + b) / 2);
            }
        }
        return sum;
    }

    /** @param piece the number of the point that ends the piece in which the time lies */
    private double watts(int piece, double seconds) {
        Point after = points.get(Math.min(piece, points.size() - 1));
        Point before = points.get(Math.max(piece - 1, 0));
        return before.watts() == after.watts()
                ? before.watts()
                : before.watts()
                        + (after.watts() - before.watts())
                                * (seconds - before.seconds())
                                / (after.seconds() - before.seconds());
    }
}
