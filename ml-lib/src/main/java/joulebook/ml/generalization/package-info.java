/** Generalization: bounds on how much worse a model is on new data, and what they hang on. */
package joulebook.ml.generalization;
