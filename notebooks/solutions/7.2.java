double allJoules = Stream.of(sgd, adam)
        .flatMap(runs -> runs.runs().stream())
        .mapToDouble(run -> run.reading().joules())
        .sum();
double grams = allJoules / 3.6e6 * 400;
