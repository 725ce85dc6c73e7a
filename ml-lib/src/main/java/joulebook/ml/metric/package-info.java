/** Numbers that tell how a training goes. */
package joulebook.ml.metric;
