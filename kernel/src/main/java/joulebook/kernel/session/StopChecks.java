package joulebook.kernel.session;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Puts the checks of {@link StopSwitch} into the user's classes wherever code can go round for ever: before backward
 * jumps and at the start of methods. Stack maps stay valid as they are.
 */
final class StopChecks extends ClassVisitor {
    private static final Handle LINK = new Handle(
            Opcodes.H_INVOKESTATIC,
            Type.getInternalName(StopSwitch.class),
            "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    StopChecks(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        boolean canRecur = !name.startsWith("<") && !name.startsWith("do_it$");
        return new CheckedMethod(next, canRecur);
    }

    private static final class CheckedMethod extends MethodVisitor {
        private final Set<Label> passed = new HashSet<>();
        private final boolean checkEntry;

        CheckedMethod(MethodVisitor next, boolean checkEntry) {
            super(Opcodes.ASM9, next);
            this.checkEntry = checkEntry;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (checkEntry) {
                check();
            }
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (passed.contains(target)) {
                check();
            }
            super.visitJumpInsn(opcode, target);
        }

        private void check() {
            super.visitInvokeDynamicInsn("check", "()V", LINK);
        }
    }
}
