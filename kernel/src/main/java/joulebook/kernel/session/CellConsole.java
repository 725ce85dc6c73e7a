package joulebook.kernel.session;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOError;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;

/**
 * What a cell calls in place of {@link System#console} and the methods of {@link Console}: a notebook has no terminal,
 * but it can ask its user. Each method takes the console as its first argument; see {@link Redirects}.
 */
public final class CellConsole {
    private static volatile Asking asking;

    private CellConsole() {}

    static void askWith(Asking asking) {
        CellConsole.asking = asking;
    }

    /** In place of {@link System#console}; null where nobody can be asked, as that is. */
    public static Console console() {
        return asking == null ? System.console() : Token.CONSOLE;
    }

    public static String readLine(Console console) {
        return ask("", false);
    }

    public static String readLine(Console console, String format, Object... arguments) {
        return ask(String.format(format, arguments), false);
    }

    public static char[] readPassword(Console console) {
        return ask("", true).toCharArray();
    }

    public static char[] readPassword(Console console, String format, Object... arguments) {
        return ask(String.format(format, arguments), true).toCharArray();
    }

    public static Console printf(Console console, String format, Object... arguments) {
        System.out.printf(format, arguments);
        return console;
    }

    public static Console format(Console console, String format, Object... arguments) {
        return printf(console, format, arguments);
    }

    public static PrintWriter writer(Console console) {
        return new PrintWriter(System.out, true);
    }

    public static Reader reader(Console console) {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    public static void flush(Console console) {
        System.out.flush();
    }

    private static String ask(String prompt, boolean password) {
        try {
            return asking.ask(prompt, password);
        } catch (IOException e) {
            throw new IOError(e); // as the JDK's own does
        }
    }

    /** A console to pass around; the JDK makes none without a terminal. */
    private static final class Token {
        static final Console CONSOLE = make();

        private static Console make() {
            try {
                Class<?> unsafe = Class.forName("sun.misc.Unsafe");
                Field instance = unsafe.getDeclaredField("theUnsafe");
                instance.setAccessible(true);
                return (Console)
                        unsafe.getMethod("allocateInstance", Class.class).invoke(instance.get(null), Console.class);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("This JVM makes no console", e);
            }
        }
    }
}
