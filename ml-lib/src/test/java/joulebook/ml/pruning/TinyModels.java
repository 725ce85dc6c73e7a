package joulebook.ml.pruning;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import joulebook.ml.model.Mlp;

/** Models small enough to know what pruning must do to them. */
final class TinyModels {

    private TinyModels() {}

    /** Two linear layers with these weights: the first with one unit, the second with one input. */
    static SequentialBlock twoLayers(NDManager manager, float[] first, float[] second) {
        SequentialBlock model = new SequentialBlock()
                .add(Linear.builder().setUnits(1).build())
                .add(Linear.builder().setUnits(second.length).build());
        initialized(manager, model, first.length);
        model.getParameters().get(0).getValue().getArray().set(first);
        model.getParameters().get(2).getValue().getArray().set(second);
        return model;
    }

    /** The model with weights drawn with seed 0. */
    static <B extends Block> B initialized(NDManager manager, B model, long... example) {
        Engine.getInstance().setRandomSeed(0);
        model.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(new Shape(example)));
        model.getParameters().values().forEach(p -> p.getArray().setRequiresGradient(false));
        return model;
    }

    static NDArray weight(Mlp mlp, int layer) {
        return mlp.linears().get(layer).getDirectParameters().get("weight").getArray();
    }

    /** The masks, flat, by layer. */
    static float[][] masks(WeightPruner pruner, Block model, double sparsity) {
        return values(pruner.prune(model, sparsity));
    }

    static float[][] values(Masks masks) {
        return masks.layers().stream().map(layer -> layer.mask().toFloatArray()).toArray(float[][]::new);
    }
}
