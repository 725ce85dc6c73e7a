package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;

/**
 * Learning from a teacher's probabilities (Hinton, Vinyals, Dean 2015, arXiv 1503.02531, section 2): the mean over the batch of
 * (1 - a) CE(label, p) + a T^2 CE(q_T, p_T), with p the student's softmax, and q_T, p_T those of the teacher and the student
 * with all logits divided by the temperature T. The factor T^2 keeps the gradient's size.
 */
public final class DistillationLoss extends Loss {
    private final double weight;
    private final double temperature;

    /**
     * @param weight a of the teacher, from 0 (labels alone) to 1 (the teacher alone)
     * @param temperature T, positive
     */
    public DistillationLoss(double weight, double temperature) {
        super("DistillationLoss");
        if (!(weight >= 0 && weight <= 1)) {
            throw new InputException(
                    "The teacher's weight is " + weight + ", but it must be from 0 to 1, such as 0.5.");
        }
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new InputException("The temperature is " + temperature + ", but it must be positive, such as 2.");
        }
        this.weight = weight;
        this.temperature = temperature;
    }

    /**
     * The loss of a batch, a scalar.
     *
     * @param labels (B) classes
     * @param predictions (B, K) logits of the student, and (B, K) of the teacher where the model is {@link Taught}
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray student = predictions.get(0);
        if (predictions.size() != 2 || !predictions.get(1).getShape().equals(student.getShape())) {
            throw new InputException(
                    "Distillation needs the logits of a student and of its teacher, of one shape, but got "
                            + predictions.size() + " outputs: train a Taught(student, teacher).");
        }
        NDArray ofLabels = Loss.softmaxCrossEntropyLoss().evaluate(labels, new NDList(student));
        NDArray q = Scalar.over(predictions.get(1), temperature).softmax(1);
        NDArray ofTeacher = q.mul(Scalar.over(student, temperature).logSoftmax(1))
                .sum(new int[] {1})
                .mean()
                .neg();
        return Scalar.times(ofLabels, 1 - weight).add(Scalar.times(ofTeacher, weight * temperature * temperature));
    }
}
