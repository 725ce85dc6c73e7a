package joulebook.install;

import joulebook.kernel.error.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code joulebook}. */
@Command(
        name = "joulebook",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Java machine learning in Jupyter, with the cost of every cell.",
        subcommands = {
            Install.class,
            Uninstall.class,
            Run.class,
            Lab.class,
            Doctor.class,
            Bench.class,
            Reproduce.class,
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof UserError error) {
                command.getErr().println(error.text());
                return command.getCommandSpec().exitCodeOnInvalidInput();
            }
            throw e;
        });
        line.setParameterExceptionHandler((e, words) -> {
            CommandLine command = e.getCommandLine();
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().println(e.getMessage() + ". See " + name + " --help.");
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
        return line;
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Joulebook " + (version == null ? "development" : version)};
        }
    }
}
