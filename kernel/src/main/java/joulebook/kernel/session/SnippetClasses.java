package joulebook.kernel.session;

import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * Loads the classes that JShell makes of snippets, so that they can be unloaded when they cannot run any more: those of
 * each snippet have a loader of their own. Only types that the user declares, and what uses them in a way that is for
 * classes of the same package, are loaded by one and stay: the JVM takes a package of two loaders for two packages.
 */
final class SnippetClasses implements LoaderDelegate {
    private static final Pattern SNIPPET = Pattern.compile("REPL\\.\\$JShell\\$\\w+");
    private static final Pattern DECLARED_TYPE = Pattern.compile(SNIPPET + "\\$\\D.*"); // local ones begin with a digit

    private final SnippetLoader shared = new SnippetLoader(ClassLoader.getSystemClassLoader(), this::find);
    private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();
    private final Map<String, WeakReference<ClassLoader>> loaders = new HashMap<>();

    SnippetClasses() {
        Thread.currentThread().setContextClassLoader(shared);
    }

    /** The name of the class that JShell lays around a snippet, of a class in it. */
    static String snippetOf(String className) {
        Matcher snippet = SNIPPET.matcher(className);
        return snippet.lookingAt() ? snippet.group() : className;
    }

    @Override
    public void load(ClassBytecodes[] files) throws ClassInstallException {
        boolean[] loaded = new boolean[files.length];
        try {
            SnippetLoader loader = loaderOf(files);
            for (int i = 0; i < files.length; i++) {
                String name = files[i].name();
                Class<?> made = loader.loadClass(name);
                loaders.put(snippetOf(name), new WeakReference<>(loader));
                classes.put(name, made);
                loaded[i] = true;
                made.getDeclaredMethods(); // prepares it
            }
        } catch (Throwable e) { // linkage errors, too
            throw new ClassInstallException("load: " + e.getMessage(), loaded);
        }
    }

    /** A loader that has the classes to load. */
    private SnippetLoader loaderOf(ClassBytecodes[] files) {
        Map<String, byte[]> own =
                Arrays.stream(files).collect(Collectors.toMap(ClassBytecodes::name, ClassBytecodes::bytecodes));
        List<ClassUse> uses = own.values().stream().map(ClassUse::of).toList();
        Map<String, Class<?>> others = uses.stream()
                .flatMap(use -> use.classes().stream())
                .filter(name -> !own.containsKey(name) && classes.containsKey(name))
                .distinct()
                .collect(Collectors.toMap(name -> name, classes::get));
        boolean apart = own.keySet().stream()
                        .noneMatch(name -> DECLARED_TYPE.matcher(name).matches())
                && uses.stream().noneMatch(use -> needsPackage(use, own.keySet()));
        SnippetLoader loader = apart ? new SnippetLoader(shared, this::find) : shared;
        loader.add(own, others);
        return loader;
    }

    private boolean needsPackage(ClassUse use, Set<String> own) {
        return isOthers(use.superclass(), own)
                || use.members().stream()
                        .filter(member -> isOthers(member.owner(), own))
                        .anyMatch(member -> !isPublic(member));
    }

    private static boolean isOthers(String name, Set<String> own) {
        return SNIPPET.matcher(name).lookingAt() && !own.contains(name);
    }

    /** Whether all that this may mean is public; a class inherits from its superclasses. */
    private boolean isPublic(ClassUse.Member used) {
        Class<?> owner = find(used.owner());
        if (owner == null) {
            return false;
        }
        return Stream.<Class<?>>iterate(owner, c -> c != null, Class::getSuperclass)
                .filter(c -> SNIPPET.matcher(c.getName()).lookingAt())
                .flatMap(SnippetClasses::members)
                .filter(member -> name(member).equals(used.name()))
                .allMatch(member -> Modifier.isPublic(member.getModifiers()));
    }

    private static Stream<Member> members(Class<?> type) {
        return Stream.of(type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
                .flatMap(Arrays::stream);
    }

    private static String name(Member member) {
        boolean constructor = member instanceof Executable
                && member.getName().equals(member.getDeclaringClass().getName());
        return constructor ? "<init>" : member.getName();
    }

    @Override
    public void classesRedefined(ClassBytecodes[] files) {
        throw new UnsupportedOperationException("Classes are never redefined, but replaced by others.");
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        try {
            for (String entry : path.split(File.pathSeparator)) {
                shared.addURL(new File(entry).toURI().toURL());
            }
        } catch (MalformedURLException e) {
            throw new InternalException(e.toString());
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> found = find(name);
        if (found == null) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    private Class<?> find(String name) {
        return classes.get(name);
    }

    /**
     * Forgets what only code of the past has named.
     *
     * @param named what code to come can name: names of the classes around snippets
     */
    void keepOnly(Collection<String> named) {
        classes.keySet().removeIf(name -> !named.contains(snippetOf(name)));
        loaders.values().removeIf(loader -> loader.refersTo(null));
    }

    /** Whether code of a snippet can still run: its classes are loaded. */
    boolean isLoaded(String snippet) {
        return loaders.containsKey(snippet);
    }
}
