package joulebook.install.bench;

/** What a round gave for one quantity and one subject. */
record Sample(Quantity quantity, Subject subject, double value) {}
