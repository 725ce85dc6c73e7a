package joulebook.magics.energy;

import joulebook.kernel.display.Output;
import joulebook.ml.energy.Units;
import joulebook.ml.energy.Window;

/** Warns when the budget is nearly spent, and interrupts a cell that goes on when it is. */
final class BudgetGuard {
    private final EnergySession session;
    private final Output output;
    private final Runnable interrupt;
    private boolean told;

    BudgetGuard(EnergySession session, Output output, Runnable interrupt) {
        this.session = session;
        this.output = output;
        this.interrupt = interrupt;
    }

    synchronized void newCell() {
        told = false;
    }

    /** @param running the window of the cell that runs */
    void check(Window running) {
        if (session.budget().isSet()
                && look(session.ledger().joules() + running.read().joules(), "This cell is interrupted")) {
            interrupt.run();
        }
    }

    /** After the last cell was added to the ledger. */
    void ended() {
        if (session.budget().isSet()) {
            look(session.ledger().joules(), "A cell that takes longer than a moment will be interrupted");
        }
    }

    /** Whether the budget is spent, which is said once a cell. */
    private synchronized boolean look(double joules, String consequence) {
        Budget.State state = session.budget().at(joules);
        String spent = Units.text(joules, "J") + " of the budget of "
                + Units.text(session.budget().limit(), "J") + " are spent.";
        if (state == Budget.State.WARNING) {
            output.stream("stderr", spent + "\n");
        }
        boolean first = state == Budget.State.SPENT && !told;
        if (first) {
            told = true;
            output.stream(
                    "stderr",
                    spent + " " + consequence + "; %energy budget sets a larger one, %energy budget off lifts it.\n");
        }
        return first;
    }
}
