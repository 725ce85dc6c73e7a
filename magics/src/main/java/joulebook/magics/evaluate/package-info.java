/** {@code %evaluate}: how well a trained model predicts. */
package joulebook.magics.evaluate;
