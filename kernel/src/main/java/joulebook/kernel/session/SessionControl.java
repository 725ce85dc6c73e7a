package joulebook.kernel.session;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * Runs JShell's snippets in this process, on the cell thread, and keeps what they return and throw as objects (JShell
 * itself passes strings only).
 */
final class SessionControl extends DirectExecutionControl {
    private static final Pattern USER_CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\$(.+)"); // in a snippet's own

    private final CellThread thread;
    private final ShellLock lock;
    private final MemoryReserve reserve = new MemoryReserve();
    private Class<?> holder = SessionControl.class;
    private final Stopwatch compiling = new Stopwatch();
    private final Map<String, byte[]> classFiles = new LinkedHashMap<>();
    private Object value;
    private Throwable thrown;
    private Throwable toTranslate;

    SessionControl(CellThread thread, ShellLock lock, SnippetClasses classes) {
        super(classes);
        this.thread = thread;
        this.lock = lock;
    }

    /** The class that JShell made of the last snippet that ran. */
    Class<?> holder() {
        return holder;
    }

    /** What the last snippet returned; null if it returned nothing. Clears it. */
    Object takeValue() {
        Object taken = value;
        value = null;
        return taken;
    }

    /** The value of a static field of a class that JShell made. */
    Object fieldOf(String className, String name) {
        try {
            return field(className, name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JShell keeps " + name + " elsewhere", e);
        }
    }

    /** Sets such a field to null, so that its value can be collected: JShell keeps the class. */
    void clearField(String className, String name) {
        try {
            Field field = field(className, name);
            if (!field.getType().isPrimitive()) {
                field.set(null, null);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JShell keeps " + name + " elsewhere", e);
        }
    }

    private Field field(String className, String name) throws ReflectiveOperationException {
        Field field = findClass(className).getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** Lets the next snippet throw this in place of its own work, so that JShell translates the frames. */
    void throwNext(Throwable original) {
        toTranslate = original;
    }

    /** What the last snippet threw. Clears it. */
    Optional<Throwable> takeThrown() {
        Optional<Throwable> taken = Optional.ofNullable(thrown);
        thrown = null;
        return taken;
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        ClassBytecodes[] checked = new ClassBytecodes[classes.length];
        for (int i = 0; i < classes.length; i++) {
            Matcher user = USER_CLASS.matcher(classes[i].name());
            if (user.matches()) {
                classFiles.remove(user.group(1)); // the latest comes last
                classFiles.put(user.group(1), classes[i].bytecodes());
            }
            checked[i] = new ClassBytecodes(classes[i].name(), prepared(classes[i].bytecodes()));
        }
        super.load(checked);
    }

    /** A user's class that can be stopped and that leaves the process alone. */
    static byte[] prepared(byte[] bytecode) {
        ClassReader reader = new ClassReader(bytecode);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new StopChecks(new Redirects(new Publicity(writer))), 0);
        return writer.toByteArray();
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        if (toTranslate != null) {
            Throwable original = toTranslate;
            toTranslate = null;
            throw new InvocationTargetException(original);
        }
        value = null;
        thrown = null; // set below only with the lock held: the snippet may evaluate others itself
        compiling.stop();
        try {
            value = lock.releasing(() -> thread.call(() -> reserve.guard(() -> snippet.invoke(null))));
        } catch (CellThread.InterruptedCell e) {
            thrown = e;
            throw new StoppedException();
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
            throw e;
        } catch (Error e) { // out of memory or stack even for the exception above
            thrown = e;
            throw new InvocationTargetException(e);
        } finally {
            holder = snippet.getDeclaringClass();
            compiling.start();
        }
        return ""; // the value is taken as an object
    }

    /** What runs while snippets are compiled, and is stopped while they run. */
    Stopwatch compiling() {
        return compiling;
    }

    /** The latest class file of a class that the user named so. */
    Optional<byte[]> classFile(String simpleName) {
        return classFiles.entrySet().stream()
                .filter(entry -> ("$" + entry.getKey()).endsWith("$" + simpleName))
                .map(Map.Entry::getValue)
                .reduce((earlier, later) -> later);
    }

    /** The way by which JShell comes to this control. */
    ExecutionControlProvider provider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "joulebook";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return SessionControl.this;
            }
        };
    }
}
