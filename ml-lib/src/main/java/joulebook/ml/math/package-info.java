/** Small numerics that several methods share, on top of Hipparchus. */
package joulebook.ml.math;
