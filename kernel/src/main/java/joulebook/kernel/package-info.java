/** Placeholder. */
package joulebook.kernel;
