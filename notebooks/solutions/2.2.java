int errors = 0;
for (int i = 0; i < truth.length; i++) {
    errors += truth[i] == answers[i] ? 0 : 1;
}
