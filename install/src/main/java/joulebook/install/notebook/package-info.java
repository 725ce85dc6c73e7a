/** Notebook files: reading and writing them, filling in what a run puts out, and exporting them to a page. */
package joulebook.install.notebook;
