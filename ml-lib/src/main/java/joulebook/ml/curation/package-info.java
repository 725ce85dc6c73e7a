/** Which examples to learn from. */
package joulebook.ml.curation;
