/** What the cells and trainings of a notebook cost, kept in files as they run. */
package joulebook.magics.ledger;
