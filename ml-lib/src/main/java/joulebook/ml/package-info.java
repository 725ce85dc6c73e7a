/** Placeholder. */
package joulebook.ml;
