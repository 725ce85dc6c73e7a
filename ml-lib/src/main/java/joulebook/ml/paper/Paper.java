package joulebook.ml.paper;

/**
 * A paper's card.
 *
 * @param number in the list of papers, from 1
 * @param id the short name that users type, such as {@code lamp}
 * @param topic the package of its method
 * @param summary what the method does, in a sentence
 */
public record Paper(
        int number, String id, String topic, String title, String authors, int year, String link, String summary) {}
