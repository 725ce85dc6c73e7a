package joulebook.kernel.session;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * What a class uses of classes that JShell made.
 *
 * @param superclass its superclass, as the class file names it
 * @param classes all that it names, itself too, such as {@code REPL.$JShell$3$Point}
 * @param members fields, methods and constructors that it names
 */
record ClassUse(String superclass, Set<String> classes, Set<Member> members) {
    private static final String PACKAGE = "REPL/";

    /** A field, a method or all methods of that name; constructors are called {@code <init>}. */
    record Member(String owner, String name) {}

    static ClassUse of(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassUse use = new ClassUse(name(reader.getSuperName()), new HashSet<>(), new HashSet<>());
        reader.accept(new ClassRemapper(new ClassWriter(0), use.collector()), 0);
        return use;
    }

    private static String name(String internalName) {
        return internalName.replace('/', '.');
    }

    /** Is asked for a new name of each name that there is. */
    private Remapper collector() {
        return new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String internalName) {
                if (internalName.startsWith(PACKAGE)) {
                    classes.add(name(internalName));
                }
                return internalName;
            }

            @Override
            public String mapMethodName(String owner, String name, String descriptor) {
                return member(owner, name);
            }

            @Override
            public String mapFieldName(String owner, String name, String descriptor) {
                return member(owner, name);
            }

            private String member(String owner, String name) {
                if (owner.startsWith(PACKAGE)) {
                    members.add(new Member(name(owner), name));
                }
                return name;
            }
        };
    }
}
