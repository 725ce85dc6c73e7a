/** {@code %rank}: models ranked by their scores on many examples or benchmarks. */
package joulebook.magics.rank;
