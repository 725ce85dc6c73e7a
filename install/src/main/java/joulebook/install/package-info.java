/** Placeholder. */
package joulebook.install;
