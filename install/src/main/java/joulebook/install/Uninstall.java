package joulebook.install;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code joulebook uninstall}. */
@Command(name = "uninstall", mixinStandardHelpOptions = true, description = "Remove the kernelspec.")
final class Uninstall implements Callable<Integer> {
    @Mixin
    private Target target;

    @Override
    public Integer call() {
        KernelSpec spec = target.spec();
        spec.uninstall();
        System.out.println("Removed " + spec.folder());
        return 0;
    }
}
