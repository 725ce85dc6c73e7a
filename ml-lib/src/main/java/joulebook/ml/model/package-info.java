/** Models as DJL blocks. */
package joulebook.ml.model;
