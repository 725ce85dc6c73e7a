package joulebook.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import joulebook.kernel.error.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code joulebook lab}. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Install the kernelspec for this user and open JupyterLab or, where that is missing, Notebook.")
final class Lab implements Callable<Integer> {
    @Parameters(paramLabel = "ARG", description = "Passed on to Jupyter: a notebook, a folder, options.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(frontEnd());
        KernelSpec spec = KernelSpec.ofUser();
        spec.install(KernelCommand.thisJava(), KernelCommand.libraryFolder(), true);
        command.addAll(arguments);
        System.out.println("Starting " + String.join(" ", command));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static List<String> frontEnd() {
        for (String name : List.of("jupyter-lab", "jupyter-notebook")) {
            Optional<Path> program = Programs.find(name);
            if (program.isPresent()) {
                return List.of(program.get().toString());
            }
        }
        throw new UserError(
                "Neither JupyterLab nor Jupyter Notebook is on the path.",
                "Install one (pip install jupyterlab, or your system's package jupyter-notebook), or run a notebook"
                        + " without it: joulebook run NOTEBOOK.ipynb.");
    }
}
