package joulebook.kernel.session;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes classes, not their members, public for the JVM, so that classes of another loader can name them. The compiler
 * and reflection see the user's own modifiers.
 */
final class Publicity extends ClassVisitor {
    Publicity(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        super.visit(version, access | Opcodes.ACC_PUBLIC, name, signature, superName, interfaces);
    }
}
