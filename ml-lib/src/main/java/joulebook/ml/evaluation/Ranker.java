package joulebook.ml.evaluation;

/** A way to rank models by their scores on many examples or benchmarks. */
public interface Ranker {

    /**
     * One number a model, in the order of the models; the higher, the better.
     *
     * @param seed of what is drawn at random, if anything is
     */
    double[] rate(ScoreMatrix scores, long seed);
}
