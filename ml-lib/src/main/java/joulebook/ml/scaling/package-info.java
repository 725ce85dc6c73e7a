/** How the loss of a model falls with its size, its data and the compute spent on it. */
package joulebook.ml.scaling;
