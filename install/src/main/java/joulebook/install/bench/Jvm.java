package joulebook.install.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JVM that both sides are given.
 *
 * @param words the program, its flags and the class path
 * @param environment what is added to this process's environment
 */
public record Jvm(List<String> words, Map<String, String> environment) {
    /** The command that starts a main class. */
    List<String> command(Class<?> main) {
        List<String> command = new ArrayList<>(words);
        command.add(main.getName());
        return command;
    }
}
