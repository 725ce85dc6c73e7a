package joulebook.kernel.cell;

import com.google.gson.JsonObject;

/**
 * Is told of each cell that runs. What a listener displays becomes an output of the cell. Listeners are called on the
 * thread that waits for the cell; what they throw is logged and does not touch the cell.
 */
public interface CellListener {
    default void before(Cell cell) {}

    /** @param metadata of the reply to the front end; entries may be added */
    default void after(Cell cell, CellResult result, JsonObject metadata) {}
}
