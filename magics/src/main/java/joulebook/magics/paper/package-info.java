/** {@code %papers} and {@code %reproduce}: the catalogue of papers, and their claims checked here. */
package joulebook.magics.paper;
