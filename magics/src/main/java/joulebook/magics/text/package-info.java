/** How numbers are written for people, the same in tables, plots and footers. */
package joulebook.magics.text;
