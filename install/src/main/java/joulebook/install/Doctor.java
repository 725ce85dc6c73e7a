package joulebook.install;

import ai.djl.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Meter;
import picocli.CommandLine.Command;

/** {@code joulebook doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Say what was found on this machine, and what to do about what was not.")
final class Doctor implements Callable<Integer> {
    private boolean broken;

    @Override
    public Integer call() {
        java();
        jupyter();
        kernelSpec();
        engine();
        energy();
        return broken ? 1 : 0;
    }

    private void java() {
        good("Java", System.getProperty("java.version") + " (" + KernelCommand.thisJava() + ")");
    }

    private void jupyter() {
        boolean found = false;
        for (String name : List.of("jupyter-lab", "jupyter-notebook", "jupyter-nbconvert")) {
            Path program = Programs.find(name).orElse(null);
            if (program != null) {
                String version = Programs.firstLine(List.of(program.toString(), "--version"))
                        .orElse("does not start");
                good(name, version + " (" + program + ")");
                found = true;
            }
        }
        if (!found) {
            missing("Jupyter", "not on the path", "pip install jupyterlab; 'joulebook run' works without it");
        }
    }

    private void kernelSpec() {
        KernelSpec spec = KernelSpec.ofUser();
        if (spec.exists() && Files.isDirectory(spec.folder().resolve("lib"))) {
            good("Kernelspec", spec.folder().toString());
        } else {
            missing("Kernelspec", "not installed for this user", "joulebook install");
        }
    }

    private void engine() {
        try {
            Engine engine = Engine.getInstance();
            good("DJL engine", engine.getEngineName() + " " + engine.getVersion() + " on " + engine.defaultDevice());
            if (engine.getGpuCount() == 0) {
                missing("GPU", "none that the engine can use", "training runs on the CPU");
            } else {
                good("GPU", engine.getGpuCount() + " usable by the engine");
            }
        } catch (RuntimeException | LinkageError e) {
            broken = true;
            missing(
                    "DJL engine",
                    "does not start (" + e.getMessage() + ")",
                    "the PyTorch natives exist for Linux x86-64 and ARM, macOS ARM and Windows x86-64");
        }
    }

    private void energy() {
        Meter meter = Meter.forThisMachine();
        List<String> sources = meter.sources().stream().map(EnergySource::label).toList();
        if (sources.isEmpty()) {
            missing("Energy", "nothing can be read", "cells show their time only");
        } else {
            good("Energy", String.join(" + ", sources));
        }
        for (String note : meter.notes()) {
            System.out.println("               " + note);
        }
    }

    private static void good(String what, String found) {
        System.out.printf(Locale.ROOT, "  ok   %-18s %s%n", what, found);
    }

    private static void missing(String what, String found, String toDo) {
        System.out.printf(Locale.ROOT, "  --   %-18s %s: %s%n", what, found, toDo);
    }
}
