package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class StopChecksTest {

    /** Code of every shape that goes round; each method takes a number of rounds. */
    public static class Shapes {
        public static int forLoop(int n) {
            int sum = 0;
            for (int i = 0; i < n; i++) {
                long wide = i;
                double wider = wide * 0.5;
                sum += (int) (wide + wider);
            }
            return sum;
        }

        public static int doWhile(int n) {
            int left = n;
            int sum = 0;
            do {
                sum += left--;
            } while (left > 0);
            return sum;
        }

        public static int nestedTryFinally(int n) {
            int sum = 0;
            outer:
            for (int i = 0; i < n; i++) {
                try {
                    try {
                        if (i % 3 == 0) {
                            continue;
                        }
                        if (i % 7 == 6) {
                            throw new IllegalStateException();
                        }
                        if (i > 50) {
                            break outer;
                        }
                        sum += i;
                    } catch (IllegalStateException e) {
                        sum += 1_000;
                    } finally {
                        sum++;
                    }
                } finally {
                    while (sum % 2 == 1) {
                        sum++;
                    }
                }
            }
            return sum;
        }

        public static int switches(int n) {
            int sum = 0;
            for (int i = 0; i < n; i++) {
                switch (i % 4) {
                    case 0:
                        continue;
                    case 1:
                        sum += 1;
                        break;
                    default:
                        sum += 10;
                }
                String word =
                        switch (i % 3) {
                            case 0 -> "zero";
                            case 1 -> "one";
                            default -> "many";
                        };
                switch (word) {
                    case "one" -> sum += 100;
                    default -> sum += word.length();
                }
            }
            return sum;
        }

        public static int lambdas(int n) {
            IntUnaryOperator triple = i -> {
                int sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += i;
                }
                return sum;
            };
            return IntStream.range(0, n).map(triple).map(Shapes::recursion).sum();
        }

        public static int recursion(int n) {
            return n <= 1 ? n : recursion(n - 1) + 1;
        }

        public static int objects(int n) {
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                Node next = new Node(i, nodes.isEmpty() ? null : nodes.get(i - 1)) {
                    @Override
                    int weight() {
                        synchronized (this) {
                            return super.weight() + 1;
                        }
                    }
                };
                nodes.add(next);
            }
            int sum = 0;
            for (Node node : nodes) {
                sum += node.weight() + node.toString().length();
            }
            return sum;
        }

        private static class Node {
            private final int value;
            private final Node before;

            Node(int value, Node before) {
                this.value = value;
                this.before = before;
            }

            int weight() {
                int sum = 0;
                for (Node node = this; node != null; node = node.before) {
                    sum += node.value;
                }
                return sum;
            }

            @Override
            public String toString() {
                return value + (before == null ? "" : "<" + before.value);
            }
        }
    }

    /** Loads {@link Shapes} and what is nested in it with checks; the JVM verifies what this loader defines. */
    private static final class CheckedLoader extends ClassLoader {
        CheckedLoader() {
            super(StopChecksTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith(Shapes.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                return define(name, SessionControl.prepared(in.readAllBytes()));
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        Class<?> define(String name, byte[] bytecode) {
            return defineClass(name, bytecode, 0, bytecode.length);
        }
    }

    private static Object checked(String method, int rounds) throws ReflectiveOperationException {
        return new CheckedLoader()
                .loadClass(Shapes.class.getName())
                .getMethod(method, int.class)
                .invoke(null, rounds);
    }

    static Stream<String> shapes() {
        return Stream.of("forLoop", "doWhile", "nestedTryFinally", "switches", "lambdas", "recursion", "objects");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void checkedCodeComputesTheSame(String method) throws ReflectiveOperationException {
        Object plain = Shapes.class.getMethod(method, int.class).invoke(null, 60);
        assertThat(checked(method, 60)).isEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void checkedCodeStopsInItsScopeOnly(String method) throws ReflectiveOperationException {
        Object scope = new Object();
        StopSwitch.enter(scope);
        StopSwitch.stop(scope);
        try {
            assertThatThrownBy(() -> checked(method, 60))
                    .isInstanceOf(InvocationTargetException.class)
                    .hasCauseInstanceOf(CellStopped.class);
            StopSwitch.enter(new Object());
            assertThat(checked(method, 60)).isNotNull();
        } finally {
            StopSwitch.release();
        }
        StopSwitch.enter(scope);
        assertThat(checked(method, 60)).isNotNull();
    }

    @Test
    void aLoopWhoseJumpIsLongStaysValid() throws ReflectiveOperationException {
        byte[] checked = SessionControl.prepared(longLoop());
        assertThat(new CheckedLoader()
                        .define("LongLoop", checked)
                        .getMethod("run", int.class)
                        .invoke(null, 5))
                .isEqualTo(5);
    }

    /** Counts to its argument; the jump back is longer than a jump instruction can tell in two bytes. */
    private static byte[] longLoop() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "LongLoop", null, "java/lang/Object", null);
        MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "(I)I", null, null);
        Label top = new Label();
        run.visitCode();
        run.visitInsn(Opcodes.ICONST_0);
        run.visitVarInsn(Opcodes.ISTORE, 1);
        run.visitLabel(top);
        for (int i = 0; i < 40_000; i++) {
            run.visitInsn(Opcodes.NOP);
        }
        run.visitIincInsn(1, 1);
        run.visitVarInsn(Opcodes.ILOAD, 1);
        run.visitVarInsn(Opcodes.ILOAD, 0);
        run.visitJumpInsn(Opcodes.IF_ICMPLT, top);
        run.visitVarInsn(Opcodes.ILOAD, 1);
        run.visitInsn(Opcodes.IRETURN);
        run.visitMaxs(0, 0);
        run.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
