/** Numbers that tell how well a model predicts, and how its training goes. */
package joulebook.ml.metric;
