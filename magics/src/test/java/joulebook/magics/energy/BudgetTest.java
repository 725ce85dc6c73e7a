package joulebook.magics.energy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
    private final Budget budget = new Budget();

    @Test
    void warnsOnceAndIsSpentFromThereOn() {
        budget.set(100);
        assertThat(budget.at(79.9)).isEqualTo(Budget.State.WITHIN);
        assertThat(budget.at(80)).isEqualTo(Budget.State.WARNING);
        assertThat(budget.at(81)).isEqualTo(Budget.State.WITHIN);
        assertThat(budget.at(100)).isEqualTo(Budget.State.SPENT);
        assertThat(budget.at(101)).isEqualTo(Budget.State.SPENT);
        budget.set(120);
        assertThat(budget.at(101)).isEqualTo(Budget.State.WARNING);
    }

    @Test
    void withoutABudgetNothingIsEverSpent() {
        assertThat(budget.at(1e12)).isEqualTo(Budget.State.WITHIN);
        budget.set(1);
        budget.lift();
        assertThat(budget.at(1e12)).isEqualTo(Budget.State.WITHIN);
    }
}
