package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds stand-ins for native libraries from src/test/c, and sets what C sees of this process's environment. */
final class CompiledStub {

    private static final NativeLibrary LIBC = NativeLibrary.getInstance("c");

    private CompiledStub() {}

    /** Compiles a source into a shared library; skips the test where there is no C compiler. */
    static void compile(String source, Path library, String... flags) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-o", library.toString(), "src/test/c/" + source));
        Process gcc;
        try {
            gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException noCompiler) {
            assumeTrue(false, "gcc is not installed, so " + source + " cannot be built: " + noCompiler.getMessage());
            throw noCompiler;
        }
        String said = new String(gcc.getInputStream().readAllBytes());
        assertThat(gcc.waitFor()).as(said).isZero();
    }

    static void setEnvironment(String name, Object value) {
        LIBC.getFunction("setenv").invokeInt(new Object[] {name, value.toString(), 1});
    }

    static void unsetEnvironment(String name) {
        LIBC.getFunction("unsetenv").invokeInt(new Object[] {name});
    }
}
