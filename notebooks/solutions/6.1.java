double[] byCe = answers(ce);
int missed = (int) IntStream.range(0, truth.length).filter(i -> truth[i] == 1 && byCe[i] == 0).count();
