/** Methods by name: what an option such as {@code --optimizer adamw:decay=0.1} can say. */
package joulebook.ml.method;
