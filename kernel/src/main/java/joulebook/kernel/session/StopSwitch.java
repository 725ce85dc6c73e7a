package joulebook.kernel.session;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Stops code that ignores {@link Thread#interrupt}. {@link StopChecks} puts a check before each backward jump and at
 * the start of each method of the user's; all checks share one call site. While no stop is asked for, its target is
 * empty, which the JIT compiles to nothing; {@link #stop} exchanges the target and thereby deoptimises the loops.
 */
public final class StopSwitch {
    private static final InheritableThreadLocal<Object> SCOPE = new InheritableThreadLocal<>();
    private static final MethodHandle NOTHING = MethodHandles.empty(MethodType.methodType(void.class));
    private static final MethodHandle CHECK;
    private static final MutableCallSite SITE = new MutableCallSite(NOTHING);

    private static volatile Object stopped;

    static {
        try {
            CHECK = MethodHandles.lookup().findStatic(StopSwitch.class, "check", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private StopSwitch() {}

    /** Links the {@code invokedynamic} instructions of instrumented code. */
    public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type) {
        return SITE;
    }

    /** Makes the calling thread, and the threads it starts from now on, part of a scope. */
    static void enter(Object scope) {
        SCOPE.set(scope);
    }

    /**
     * From now on each check throws {@link CellStopped} in threads of the scope, and in those of fork-join pools: they
     * are shared and older than the scope, and run the parallel streams of whoever runs now.
     */
    static void stop(Object scope) {
        stopped = scope;
        set(CHECK);
    }

    /** Ends a stop. */
    static void release() {
        if (stopped != null) {
            stopped = null;
            set(NOTHING);
        }
    }

    private static void set(MethodHandle target) {
        SITE.setTarget(target);
        MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }

    private static void check() {
        Object scope = stopped;
        if (scope != null && (SCOPE.get() == scope || Thread.currentThread() instanceof ForkJoinWorkerThread)) {
            throw new CellStopped();
        }
    }
}
