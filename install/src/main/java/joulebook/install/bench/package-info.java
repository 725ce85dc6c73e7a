/**
 * {@code joulebook bench}: each number of ours beside the raw floor it could reach, both measured in the same run. A
 * {@link joulebook.install.bench.Measurement} runs both sides once; rounds alternate between them.
 */
package joulebook.install.bench;
