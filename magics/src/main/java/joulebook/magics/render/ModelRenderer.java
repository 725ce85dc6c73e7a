package joulebook.magics.render;

import ai.djl.Model;
import ai.djl.nn.Block;
import joulebook.kernel.display.ObjectRenderer;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A DJL model as the table of its block's layers. */
public final class ModelRenderer implements ObjectRenderer<Model> {
    @Override
    public Class<Model> type() {
        return Model.class;
    }

    @Override
    public DisplayData render(Model model) {
        Block block = model.getBlock();
        return block == null
                ? new DisplayData("Model " + model.getName() + ", still without a block: setBlock gives it one.")
                : LayerTable.of("Model " + model.getName(), block);
    }
}
