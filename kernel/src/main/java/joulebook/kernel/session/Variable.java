package joulebook.kernel.session;

/**
 * A variable of a session.
 *
 * @param type as it is written in Java
 * @param value may be null
 */
public record Variable(String name, String type, Object value) {}
