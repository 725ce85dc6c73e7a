/** Models compared over many examples or benchmarks: rankings, how sure they are, and which items to compare on. */
package joulebook.ml.evaluation;
