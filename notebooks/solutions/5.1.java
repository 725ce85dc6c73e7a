Estimate guess = law.predict(785 * 16 + 17 * 10, 60_000);
