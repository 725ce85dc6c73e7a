/** Losses for what is to be optimised in the end. */
package joulebook.ml.loss;
