/** Data sets: loading, splitting, standardising, and batches on a device. */
package joulebook.ml.data;
