/** {@code %evaluate} and {@code %calibrate}: how well a trained model predicts, and how sure it may be. */
package joulebook.magics.evaluate;
