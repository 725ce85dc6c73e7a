/** Trainings described as data, run in processes of their own: many at once, each with an energy window of its own. */
package joulebook.ml.trial;
