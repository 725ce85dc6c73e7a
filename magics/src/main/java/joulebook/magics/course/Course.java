package joulebook.magics.course;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import joulebook.kernel.error.UserError;

/** The course's exercises: a resource for each chapter, {@code 3.json}. They are not in the notebooks, where students would see them. */
final class Course {
    private static final Gson GSON = new Gson();

    private Course() {}

    /**
     * An exercise by its number, such as {@code 3.2}, or all of a chapter, such as {@code 3}.
     *
     * @throws UserError if there is none
     */
    static List<Exercise> exercises(String number) {
        String chapter = number.split("\\.", 2)[0];
        List<Exercise> all = chapter(chapter);
        List<Exercise> found = all.stream()
                .filter(exercise -> number.equals(chapter) || exercise.number().equals(number))
                .toList();
        if (found.isEmpty()) {
            String known = all.stream().map(Exercise::number).collect(Collectors.joining(", "));
            throw new UserError(
                    "There is no exercise " + number + ".",
                    known.isEmpty()
                            ? "Write the number that stands above the exercise, such as %check 1.2."
                            : "Chapter " + chapter + " has " + known + ".");
        }
        return found;
    }

    private static List<Exercise> chapter(String number) {
        InputStream resource = number.matches("\\d{1,2}") ? Course.class.getResourceAsStream(number + ".json") : null;
        if (resource == null) {
            return List.of();
        }
        try (InputStreamReader json = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
            return List.of(GSON.fromJson(json, Exercise[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
