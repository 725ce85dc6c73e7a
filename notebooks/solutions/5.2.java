Table few = sweep.where(sweep.doubleColumn("D").isLessThan(20_000));
%scalinglaw fit few --law chinchilla --name early
