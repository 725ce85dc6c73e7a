package joulebook.kernel.magic.general;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where {@code %timeit} puts values, so that the JIT cannot leave out their computation: opaque writes must happen, and
 * after a volatile read the variables that the code uses are read anew. What depends on constants alone may still be
 * computed only once.
 */
public final class Sink {
    private static final VarHandle LONG = handle("number", long.class);
    private static final VarHandle DOUBLE = handle("real", double.class);
    private static final VarHandle OBJECT = handle("object", Object.class);

    @SuppressWarnings("unused")
    private static long number;

    @SuppressWarnings("unused")
    private static double real;

    @SuppressWarnings("unused")
    private static Object object;

    private static volatile boolean fence;

    private Sink() {}

    /** Stands before the code in each loop. */
    public static boolean fence() {
        return fence;
    }

    public static void take(long value) {
        LONG.setOpaque(value);
    }

    public static void take(double value) {
        DOUBLE.setOpaque(value);
    }

    public static void take(boolean value) {
        LONG.setOpaque(value ? 1L : 0L);
    }

    public static void take(Object value) {
        OBJECT.setOpaque(value);
    }

    private static VarHandle handle(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findStaticVarHandle(Sink.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
