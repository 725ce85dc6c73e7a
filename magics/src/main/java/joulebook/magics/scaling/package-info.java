/** {@code %scalinglaw} and its verbs. */
package joulebook.magics.scaling;
