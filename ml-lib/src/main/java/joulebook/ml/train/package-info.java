/** Training algorithms behind one interface, and what a training leaves behind. */
package joulebook.ml.train;
