package joulebook.kernel.cell;

/**
 * A cell about to run.
 *
 * @param number its execution count, from 1; the number that {@code In [n]} shows
 * @param code its text
 * @param silent whether nothing of it is to be shown or counted
 * @param stored whether it goes into the history
 * @param id what the notebook calls it, however often it runs; empty if the front end does not say
 */
public record Cell(int number, String code, boolean silent, boolean stored, String id) {
    /** A cell of which the front end does not say which it is. */
    public Cell(int number, String code, boolean silent, boolean stored) {
        this(number, code, silent, stored, "");
    }

    /** What messages call it: {@code Cell 3}. */
    public String place() {
        return "Cell " + number;
    }
}
