/** Models that know when not to answer. */
package joulebook.ml.openset;
