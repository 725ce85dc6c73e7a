/** Ways of stepping: which gradient to follow, what to make of it, how far to go. */
package joulebook.ml.optimizer;
