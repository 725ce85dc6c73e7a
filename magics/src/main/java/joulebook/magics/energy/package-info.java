/** What cells and trainings cost: the line under each cell, and {@code %energy} with its verbs, a class each. */
package joulebook.magics.energy;
