/** What results look like in a notebook. Nothing is computed here. */
package joulebook.magics.view;
