package joulebook.magics.course;

import java.util.List;

/**
 * An exercise of the course, as {@code %check} knows it.
 *
 * @param number of its chapter and within it, such as {@code 3.2}
 * @param expectations what must be true of a solution, in the order in which it is looked at
 * @param passed a sentence for who has solved it
 * @param hint a sentence for who asks for help
 */
record Exercise(String number, List<Expectation> expectations, String passed, String hint) {

    /**
     * Something that must be true.
     *
     * @param holds Java that is true in the student's session; where it does not compile or throws, it is not
     * @param otherwise a sentence that says what is missing
     */
    record Expectation(String holds, String otherwise) {}
}
