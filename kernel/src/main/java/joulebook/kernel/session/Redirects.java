package joulebook.kernel.session;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Exchanges calls in the user's classes, and references to methods, that make no sense in a notebook: those that end
 * the process ({@link Exits}) and those that need a terminal ({@link CellConsole}).
 */
final class Redirects extends ClassVisitor {
    private static final Map<String, Target> TARGETS = new HashMap<>();

    static {
        for (Class<?> bridge : new Class<?>[] {Exits.class, CellConsole.class}) {
            for (Method method : bridge.getMethods()) {
                if (method.getDeclaringClass() == bridge) {
                    redirectTo(method);
                }
            }
        }
    }

    Redirects(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    private record Target(String owner, String descriptor) {}

    /** An instance method becomes a static one whose first parameter is the instance. */
    private static void redirectTo(Method bridge) {
        Class<?>[] parameters = bridge.getParameterTypes();
        boolean instance =
                parameters.length > 0 && (parameters[0] == Runtime.class || parameters[0] == java.io.Console.class);
        String owner = Type.getInternalName(instance ? parameters[0] : System.class);
        String descriptor = Type.getMethodDescriptor(bridge);
        String replaced = instance ? descriptor.replaceFirst("\\(L[^;]+;", "(") : descriptor;
        TARGETS.put(
                owner + "." + bridge.getName() + replaced,
                new Target(Type.getInternalName(bridge.getDeclaringClass()), descriptor));
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        return new Redirected(super.visitMethod(access, name, descriptor, signature, exceptions));
    }

    private static final class Redirected extends MethodVisitor {
        Redirected(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            Target target = TARGETS.get(owner + "." + name + descriptor);
            if (target == null) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            } else {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, target.owner(), name, target.descriptor(), false);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] redirected = arguments.clone();
            for (int i = 0; i < redirected.length; i++) {
                if (redirected[i] instanceof Handle handle) {
                    redirected[i] = redirected(handle);
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, redirected);
        }

        private static Handle redirected(Handle handle) {
            Target target = TARGETS.get(handle.getOwner() + "." + handle.getName() + handle.getDesc());
            return target == null
                    ? handle
                    : new Handle(Opcodes.H_INVOKESTATIC, target.owner(), handle.getName(), target.descriptor(), false);
        }
    }
}
