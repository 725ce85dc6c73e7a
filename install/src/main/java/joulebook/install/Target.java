package joulebook.install;

import java.nio.file.Path;
import joulebook.kernel.error.UserError;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the kernelspec goes. */
final class Target {
    @ArgGroup
    private Place place = new Place();

    /** One of them at most. */
    static final class Place {
        @Option(names = "--user", description = "For this user only (the default).")
        private boolean user;

        @Option(names = "--prefix", paramLabel = "DIR", description = "Below a prefix, such as /usr/local.")
        private Path prefix;

        @Option(
                names = "--sys-prefix",
                description = "In the active virtual environment (VIRTUAL_ENV or CONDA_PREFIX).")
        private boolean environment;
    }

    KernelSpec spec() {
        if (place.prefix != null) {
            return KernelSpec.ofPrefix(place.prefix);
        }
        return place.environment ? KernelSpec.ofPrefix(activeEnvironment()) : KernelSpec.ofUser();
    }

    private static Path activeEnvironment() {
        for (String variable : new String[] {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
            String folder = System.getenv(variable);
            if (folder != null && !folder.isEmpty()) {
                return Path.of(folder);
            }
        }
        throw new UserError("No virtual environment is active.", "Activate one, or name a folder with --prefix.");
    }
}
