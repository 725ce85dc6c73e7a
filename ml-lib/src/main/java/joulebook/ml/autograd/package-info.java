/** Gradients of blocks: the one place that knows how PyTorch keeps them. */
package joulebook.ml.autograd;
