/** Placeholder. */
package joulebook.magics;
