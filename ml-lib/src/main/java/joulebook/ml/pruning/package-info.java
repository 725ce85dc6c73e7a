/** Pruning: which weights of a model to remove, and how to train on without them. */
package joulebook.ml.pruning;
