package joulebook.magics.render;

import ai.djl.nn.Block;
import joulebook.kernel.display.ObjectRenderer;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A DJL block as the table of its layers. */
public final class BlockRenderer implements ObjectRenderer<Block> {
    @Override
    public Class<Block> type() {
        return Block.class;
    }

    @Override
    public DisplayData render(Block block) {
        return LayerTable.of(block.getClass().getSimpleName(), block);
    }
}
