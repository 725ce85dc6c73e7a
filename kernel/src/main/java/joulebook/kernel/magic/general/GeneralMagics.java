package joulebook.kernel.magic.general;

import java.util.function.Supplier;
import joulebook.kernel.cell.History;
import joulebook.kernel.magic.Config;
import joulebook.kernel.magic.Magics;
import joulebook.kernel.session.JavaSession;

/** The magics that every notebook has. */
public final class GeneralMagics {
    private GeneralMagics() {}

    /** Registers them all. */
    public static void register(Magics magics, Supplier<JavaSession> session, History history, Config config) {
        magics.register(() -> new Help(magics, session));
        magics.register(() -> new Time(session));
        magics.register(() -> new TimeIt(session));
        magics.register(() -> new Variables.Who(session));
        magics.register(() -> new Variables.Whos(session));
        magics.register(() -> new Reset(session));
        magics.register(() -> new Import(session));
        magics.register(() -> new Javap(session));
        magics.register(() -> new ClassPath(session));
        MavenClassPath maven = new MavenClassPath(session);
        magics.register(() -> new Deps(maven));
        magics.register(() -> new Pom(maven));
        magics.register(() -> new PastCells(history));
        magics.register(() -> new Configure(config));
        magics.register(Env::new);
        magics.register(Directories.Cd::new);
        magics.register(Directories.Pwd::new);
        magics.register(Directories.Ls::new);
        magics.register(WriteFile::new);
        magics.register(Load::new);
        magics.register(RunFile::new);
        magics.register(Machine.Jvm::new);
        magics.register(Machine.Memory::new);
        magics.register(Bash::new);
        magics.register(Shown.Html::new);
        magics.register(Shown.Markdown::new);
        magics.register(Shown.JavaScript::new);
        magics.register(Shown.Svg::new);
        magics.register(Shown.Latex::new);
    }
}
