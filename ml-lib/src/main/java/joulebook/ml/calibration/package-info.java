/** Making a trained classifier as sure as it is right. */
package joulebook.ml.calibration;
