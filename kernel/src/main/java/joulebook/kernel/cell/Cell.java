package joulebook.kernel.cell;

/**
 * A cell about to run.
 *
 * @param number its execution count, from 1; the number that {@code In [n]} shows
 * @param code its text
 * @param silent whether nothing of it is to be shown or counted
 * @param stored whether it goes into the history
 */
public record Cell(int number, String code, boolean silent, boolean stored) {
    /** What messages call it: {@code Cell 3}. */
    public String place() {
        return "Cell " + number;
    }
}
