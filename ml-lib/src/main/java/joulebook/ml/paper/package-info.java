/** The papers whose methods are built here: their cards, their claims, and the small experiments that check them. */
package joulebook.ml.paper;
