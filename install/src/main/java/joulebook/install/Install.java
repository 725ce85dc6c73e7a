package joulebook.install;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code joulebook install}. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = "Install the kernelspec, so that Jupyter offers the kernel.")
final class Install implements Callable<Integer> {
    @Mixin
    private Target target;

    @Option(
            names = "--java",
            paramLabel = "PATH",
            description = "A JDK's folder or its java; this process's by default.")
    private Path java;

    @Option(
            names = "--archive",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Make an archive of classes, by which the kernel starts faster (the default).")
    private boolean archive;

    @Override
    public Integer call() {
        KernelSpec spec = target.spec();
        spec.install(java == null ? KernelCommand.thisJava() : java, KernelCommand.libraryFolder(), archive);
        System.out.println("Installed the kernel 'Java (Joulebook)' in " + spec.folder());
        return 0;
    }
}
