/** The exercises of the course in {@code notebooks/} and their checks. */
package joulebook.magics.course;
