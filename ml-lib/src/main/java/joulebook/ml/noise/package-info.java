/** Learning from data of which some is wrong. */
package joulebook.ml.noise;
